import { PackError } from './pack-error.ts';

/**
 * One head's weights as a file:
 *
 *   bytes 0..7      the letters SBXHEAD1
 *   bytes 8..39     SHA-256 of everything from byte 40 to the end
 *   bytes 40..43    length of the header, unsigned, little endian
 *   then            the header: JSON in UTF-8, padded with spaces so that the sections start on a multiple of 8
 *   then            the sections, each starting on a multiple of 8, little endian
 */
export const MAGIC = 'SBXHEAD1';
/** What the files of all versions begin with. */
const FAMILY = MAGIC.slice(0, -1);
export const HASHED_FROM = 40;
/** Version of the layout and of the feature pass; a file of another version was trained for other features. */
export const FORMAT_VERSION = 1;

/** Which features a head reads and how much each group weighs. */
export interface BagOptions {
  readonly shortestGram: number;
  readonly longestGram: number;
  readonly gramWeight: number;
  readonly wordPairWeight: number;
  readonly ideographWeight: number;
  readonly ideographPairWeight: number;
  readonly markWeight: number;
  readonly frameWeight: number;
  /** Distinct words read at most, in order of appearance. */
  readonly wordLimit: number;
  /** Pairs of words, marks and such read at most, each; these tell the form, which shows at the beginning. */
  readonly formLimit: number;
}

/** What a head file says about itself. */
export interface HeadHeader {
  readonly format: number;
  readonly head: string;
  /** Day of training, for people. */
  readonly made: string;
  readonly labels: readonly string[];
  readonly bag: BagOptions;
  /** Numbers that belong to the kind of head, by name: temperature, prior weight, block sizes. */
  readonly settings: Readonly<Record<string, number>>;
  readonly sections: Readonly<Record<string, { readonly offset: number; readonly bytes: number }>>;
}

/** A checked head file. */
export interface HeadFile {
  readonly header: HeadHeader;
  /** SHA-256 of the content, lower-case hex. */
  readonly hash: string;
  /**
   * A section, as it lies in the file: nothing is copied, so do not write to it. Throws `PackError` when it is not there
   * or not of the size expected (in bytes), as when it was made for other labels.
   */
  section(name: string, bytes?: number): Uint8Array;
  /** The same as numbers of another type. */
  int8s(name: string, bytes?: number): Int8Array;
  uint16s(name: string, bytes?: number): Uint16Array;
  uint32s(name: string, bytes?: number): Uint32Array;
  float32s(name: string, bytes?: number): Float32Array;
}

const HINT =
  'restore the weights folder of @signalbox/models (reinstall the package or check the files out again), ' +
  'or train the head anew: npm run train -w @signalbox/models -- HEAD --data DIR';

/** Reads and checks a head file; throws `PackError` when it is cut, altered, or made for another version. */
export function readHeadFile(name: string, bytes: Uint8Array, sha256: (bytes: Uint8Array) => string): HeadFile {
  if (bytes.length < HASHED_FROM + 4) {
    throw new PackError('pack.too_short', `weights "${name}": got ${bytes.length} bytes, expected a head file`, HINT);
  }
  const magic = String.fromCharCode(...bytes.subarray(0, 8));
  if (magic !== MAGIC && magic.startsWith(FAMILY)) {
    throw otherVersion(
      name,
      `a head file of layout ${magic.slice(FAMILY.length)}`,
      `layout ${MAGIC.slice(FAMILY.length)}`,
    );
  }
  if (magic !== MAGIC) {
    const got = JSON.stringify(magic);
    throw new PackError('pack.not_a_head', `weights "${name}": starts with ${got}, expected "${MAGIC}"`, HINT);
  }
  const stated = Array.from(bytes.subarray(8, HASHED_FROM), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const hash = sha256(bytes.subarray(HASHED_FROM));
  if (hash !== stated) {
    const text = `weights "${name}": content has SHA-256 ${hash}, the file states ${stated}: it is damaged or altered`;
    throw new PackError('pack.wrong_hash', text, HINT);
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(HASHED_FROM, true);
  const headerBytes = bytes.subarray(HASHED_FROM + 4, HASHED_FROM + 4 + length);
  const header = JSON.parse(new TextDecoder().decode(headerBytes)) as HeadHeader;
  if (header.head !== name) {
    const text = `weights "${name}": the file holds the head "${header.head}", expected "${name}"; are two files swapped?`;
    throw new PackError('pack.wrong_head', text, HINT);
  }
  if (header.format !== FORMAT_VERSION) throw otherVersion(name, `format ${header.format}`, `${FORMAT_VERSION}`);
  // Numbers of four bytes can only be read in place where they lie on a multiple of four.
  const sectionsFrom = HASHED_FROM + 4 + length;
  const content =
    (bytes.byteOffset + sectionsFrom) % 4 === 0 ? bytes.subarray(sectionsFrom) : bytes.slice(sectionsFrom);
  const sectionOf = (section: string, expected?: number): Uint8Array => {
    const place = header.sections[section];
    const end = (place?.offset ?? 0) + (place?.bytes ?? 0);
    if (place === undefined || end > content.length) {
      throw new PackError('pack.no_section', `weights "${name}": no section "${section}" within the file`, HINT);
    }
    if (expected !== undefined && place.bytes !== expected) {
      const got = `section "${section}" has ${place.bytes} bytes, expected ${expected}`;
      const fit = `for ${header.labels.length} labels`;
      throw new PackError('pack.wrong_size', `weights "${name}": ${got} ${fit}: they were not made together`, HINT);
    }
    return content.subarray(place.offset, end);
  };
  return {
    header,
    hash,
    section: sectionOf,
    int8s(section, expected) {
      const { buffer, byteOffset, byteLength } = sectionOf(section, expected);
      return new Int8Array(buffer, byteOffset, byteLength);
    },
    uint16s(section, expected) {
      const { buffer, byteOffset, byteLength } = sectionOf(section, expected);
      return new Uint16Array(buffer, byteOffset, byteLength / 2);
    },
    uint32s(section, expected) {
      const { buffer, byteOffset, byteLength } = sectionOf(section, expected);
      return new Uint32Array(buffer, byteOffset, byteLength / 4);
    },
    float32s(section, expected) {
      const { buffer, byteOffset, byteLength } = sectionOf(section, expected);
      return new Float32Array(buffer, byteOffset, byteLength / 4);
    },
  };
}

function otherVersion(name: string, got: string, expected: string): PackError {
  const hint =
    'take the weights and the program from one release (reinstall @signalbox/models), or train the head anew: ' +
    'npm run train -w @signalbox/models -- HEAD --data DIR';
  return new PackError('pack.other_version', `weights "${name}": got ${got}, expected ${expected}`, hint);
}

/** Lays out a head file: the counterpart of `readHeadFile`. */
export function writeHeadFile(
  header: Omit<HeadHeader, 'format' | 'sections'>,
  sections: Readonly<Record<string, Uint8Array>>,
  sha256: (bytes: Uint8Array) => string,
): Uint8Array {
  const places: Record<string, { offset: number; bytes: number }> = {};
  let size = 0;
  for (const [name, content] of Object.entries(sections)) {
    places[name] = { offset: size, bytes: content.length };
    size += Math.ceil(content.length / 8) * 8;
  }
  let json = JSON.stringify({ format: FORMAT_VERSION, ...header, sections: places });
  const encoder = new TextEncoder();
  while ((HASHED_FROM + 4 + encoder.encode(json).length) % 8 !== 0) json += ' ';
  const headerBytes = encoder.encode(json);
  const start = HASHED_FROM + 4 + headerBytes.length;
  const file = new Uint8Array(start + size);
  file.set(encoder.encode(MAGIC), 0);
  new DataView(file.buffer).setUint32(HASHED_FROM, headerBytes.length, true);
  file.set(headerBytes, HASHED_FROM + 4);
  for (const [name, content] of Object.entries(sections)) file.set(content, start + places[name]!.offset);
  const hash = sha256(file.subarray(HASHED_FROM));
  for (let i = 0; i < 32; i++) file[8 + i] = Number.parseInt(hash.slice(2 * i, 2 * i + 2), 16);
  return file;
}

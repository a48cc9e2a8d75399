import { createHash } from 'node:crypto';
import { createTracePacker, outlineOf, type PackedTrace, type TraceOutline, type TracePacker } from '@signalbox/engine';
import type { DecisionRecord } from '../../exchange/decision-record.ts';
import type { JsonRecord } from '../../json/json-record.ts';
import { type ObjectShape, objectOf, shapeOf, valuesOf } from '../../json/object-shape.ts';
import type { LogOutline, LogPacking } from '../log-driver.ts';

/** What records have in common: the keys of all but the trace, and the outline of that. */
interface RecordOutline {
  readonly shape: ObjectShape;
  readonly trace: TraceOutline | null;
}

/** Outlines at hand: one per recipe, evaluators that ran, and what is null; a new config brings new ones. */
const MOST_AT_HAND = 64;
/** Records after which texts that came again become words of the next outline. */
const LESSONS = 256;
const MOST_WORDS = 2_048;
/** Records after which an outline is learned anew: its words are gone from the log soon after the last record with them. */
const LIFETIME = 8_192;
const LENGTH_BYTES = 4;
const ID_DIGITS = 32;

/** Packs records: the length of the trace's figures (four bytes, the lowest first), the figures, the rest as JSON. */
export function createRecordPacking(): LogPacking<DecisionRecord> {
  const known: KnownOutline[] = [];
  const packers = new WeakMap<object, TracePacker>();

  function outlineFor({ trace, ...rest }: DecisionRecord): KnownOutline {
    const own = new KnownOutline({ shape: shapeOf(rest), trace: trace === null ? null : outlineOf(trace) });
    known.unshift(own);
    known.length = Math.min(known.length, MOST_AT_HAND);
    return own;
  }

  function packerOf(outline: TraceOutline): TracePacker {
    const packer = packers.get(outline) ?? createTracePacker(outline);
    packers.set(outline, packer);
    return packer;
  }

  return {
    pack(record) {
      for (let at = 0; at < known.length; at++) {
        const packed = known[at]!.pack(record);
        if (packed === undefined) continue;
        if (at > 0) known.unshift(...known.splice(at, 1));
        return packed;
      }
      // A record fits its own outline.
      return outlineFor(record).pack(record)!;
    },
    unpack(bytes, outline) {
      const { shape, trace } = outline as RecordOutline;
      const { figures, values } = readBody(bytes);
      const rest = objectOf(values, shape);
      if (trace === null) return { ...rest, trace: null };
      const packed = { ...(values.at(-1) as Omit<PackedTrace, 'figures'>), figures };
      return { ...rest, trace: packerOf(trace).unpack(packed) };
    },
  };
}

/** An outline that records are packed with, and what it learns of them. */
class KnownOutline {
  readonly #plain: RecordOutline;
  #outline: LogOutline;
  #packer: TracePacker | undefined;
  #packed = 0;
  readonly #seen = new Map<string, number>();

  constructor(outline: RecordOutline) {
    this.#plain = outline;
    this.#outline = logOutlineOf(outline);
    this.#packer = outline.trace === null ? undefined : createTracePacker(outline.trace);
  }

  /** Undefined for a record of another outline. */
  pack(record: DecisionRecord) {
    const { trace } = record;
    if ((trace === null) !== (this.#packer === undefined)) return undefined;
    const values = valuesOf(record as unknown as JsonRecord, this.#plain.shape, 'trace');
    if (values === undefined) return undefined;
    const outline = this.#outline;
    if (trace === null) return { bytes: writeBody(NO_FIGURES, values), outline };
    const packed = this.#packer!.pack(trace);
    if (packed === undefined) return undefined;
    const { figures, ...others } = packed;
    values.push(others);
    this.#learn(packed.texts);
    return { bytes: writeBody(figures, values), outline };
  }

  #learn(texts: readonly string[]): void {
    this.#packed++;
    if (this.#packed > LESSONS) {
      if (this.#packed > LIFETIME) this.#take([]);
      return;
    }
    for (const text of texts) {
      if (this.#seen.size < MOST_WORDS || this.#seen.has(text)) this.#seen.set(text, (this.#seen.get(text) ?? 0) + 1);
    }
    if (this.#packed === LESSONS) this.#take([...this.#seen].flatMap(([text, times]) => (times > 1 ? [text] : [])));
  }

  #take(words: readonly string[]): void {
    const trace = { ...this.#plain.trace!, words };
    this.#outline = logOutlineOf({ ...this.#plain, trace });
    this.#packer = createTracePacker(trace);
    this.#seen.clear();
    if (words.length === 0) this.#packed = 0;
  }
}

function logOutlineOf(outline: RecordOutline): LogOutline {
  const json = JSON.stringify(outline);
  return { id: createHash('sha256').update(json).digest('hex').slice(0, ID_DIGITS), json };
}

const NO_FIGURES = new Uint8Array();

function writeBody(figures: Uint8Array, values: readonly unknown[]): Uint8Array {
  const json = JSON.stringify(values);
  const start = LENGTH_BYTES + figures.length;
  const bytes = Buffer.allocUnsafe(start + Buffer.byteLength(json));
  bytes.writeUInt32LE(figures.length);
  bytes.set(figures, LENGTH_BYTES);
  bytes.write(json, start);
  return bytes;
}

function readBody(bytes: Uint8Array): { readonly figures: Uint8Array; readonly values: readonly unknown[] } {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = LENGTH_BYTES + all.readUInt32LE();
  return { figures: all.subarray(LENGTH_BYTES, start), values: JSON.parse(all.toString('utf8', start)) };
}

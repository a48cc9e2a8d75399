import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  Pair,
  parseDocument,
  Scalar,
  visit,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import { type ConfigPath, formatPath, type Severity } from '../config/diagnostic.ts';
import { redactSecrets } from '../config/redact.ts';
import type { ImportRow } from './import-row.ts';

/** Values that aliases may stand for, all together; a config has some thousand. */
const MOST_NODES = 100_000;

/** A text whose aliases, written out, would be far larger than a config. */
export class ImportTooLarge extends Error {}

interface Origin {
  readonly path: ConfigPath;
  readonly line: number;
}

/** A place in the tree: the collection that holds it, and the pair or the item. */
interface Spot {
  readonly holder: YAMLMap | YAMLSeq;
  /** A pair of a mapping, an item of a list. */
  readonly member: unknown;
  readonly value: unknown;
}

/**
 * A config on its way from one layout to the other: the imported text as a tree, changed in place, so that comments
 * stay. It remembers where in the text each part stood and writes down what became of it.
 */
export class ImportDraft {
  readonly rows: ImportRow[] = [];
  readonly #document: Document;
  readonly #origins = new Map<unknown, Origin>();
  /** Pairs about which there is a row already. */
  readonly #told = new Set<unknown>();

  /** The text is known to be YAML with a mapping at its top. Throws ImportTooLarge. */
  constructor(text: string) {
    const lines = new LineCounter();
    this.#document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false, logLevel: 'error' });
    writeOut(this.#document);
    const walk = (node: unknown, path: ConfigPath): void => {
      const remember = (member: unknown, at: unknown, place: ConfigPath) =>
        this.#origins.set(member, { path: place, line: lines.linePos((at as Node).range?.[0] ?? 0).line });
      if (isMap(node)) {
        for (const pair of node.items) {
          const place = [...path, keyOf(pair)];
          remember(pair, pair.key, place);
          walk(pair.value, place);
        }
      } else if (isSeq(node)) {
        for (const [index, item] of node.items.entries()) {
          remember(item, item, [...path, index]);
          walk(item, [...path, index]);
        }
      }
    };
    walk(this.#document.contents, []);
  }

  /** The data at a path; undefined where nothing stands. */
  value(path: ConfigPath): unknown {
    const value = path.length === 0 ? this.#document.contents : this.#spot(path)?.value;
    return (value as Node | null | undefined)?.toJS?.(this.#document) ?? (value === null ? null : undefined);
  }

  /** Keys of the mapping at a path. */
  keys(path: ConfigPath): readonly string[] {
    const value = this.value(path);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
  }

  /** Entries of the list at a path. */
  list(path: ConfigPath): readonly unknown[] {
    const value = this.value(path);
    return Array.isArray(value) ? value : [];
  }

  /** Line in the imported text of what stands at a path, or of what holds it; the first for what nothing holds. */
  lineOf(path: ConfigPath): number {
    for (let length = path.length; length > 0; length--) {
      const spot = this.#spot(path.slice(0, length));
      const origin = spot === undefined ? undefined : this.#origins.get(spot.member);
      if (origin !== undefined) return origin.line;
    }
    return 1;
  }

  /** Sets a value that says what stood there, or its absence, or what stands at `about`. `reason` ends a sentence. */
  put(path: ConfigPath, value: unknown, reason: string, about: ConfigPath = path): void {
    const before = this.#spot(path);
    const node = this.#document.createNode(value, { flow: true });
    const row = {
      status: 'translated',
      ...this.#placeOf(path),
      ...(about === path ? {} : { line: this.lineOf(about) }),
      reason: `${before === undefined ? 'added' : 'written'} as ${shown(value, path)}: ${reason}`,
    } as const;
    if (before === undefined) this.#add(path, node);
    else if (before.member instanceof Pair) before.member.value = node;
    else (before.holder as YAMLSeq).items[path.at(-1) as number] = node;
    const spot = this.#spot(path)!;
    this.#told.add(spot.member);
    this.#comment(path, `vLLM-SR: ${reason}`);
    this.rows.push(row);
  }

  /** Takes out what says nothing, or says what is so anyway: the config means the same without it. */
  omit(path: ConfigPath, reason: string): void {
    if (this.#spot(path) === undefined) return;
    this.rows.push({ status: 'translated', ...this.#placeOf(path), reason: `taken out: ${reason}` });
    this.#remove(path);
  }

  /** Takes out what cannot be kept. */
  drop(path: ConfigPath, reason: string, severity: Severity, hint?: string): void {
    if (this.#spot(path) === undefined) return;
    for (const place of this.#written(path)) {
      this.rows.push({ status: 'not_supported', ...this.#placeOf(place), reason, severity, hint });
    }
    this.#remove(path);
  }

  /** Puts what stands at one path under another, which is made where it is missing; mappings that meet are joined. */
  move(from: ConfigPath, to: ConfigPath, reason: string): void {
    const spot = this.#spot(from);
    if (spot === undefined) return;
    const there = this.#spot(to);
    if (there !== undefined && isMap(there.value) && isMap(spot.value)) {
      for (const key of this.keys(from)) this.move([...from, key], [...to, key], reason);
      return;
    }
    if (there !== undefined) {
      const hint = `keep one of the two`;
      this.drop(from, `${formatPath(to)} says it already`, 'error', hint);
      return;
    }
    // Before the old place goes: with its last entry the list around it would go as well.
    this.#add(to, spot.value as Node);
    const origin = this.#origins.get(spot.member);
    if (origin !== undefined) this.#origins.set(this.#spot(to)!.member, origin);
    this.#remove(from);
    if (origin === undefined) return;
    this.rows.push({
      status: 'translated',
      path: formatPath(origin.path),
      to: formatPath(to),
      line: origin.line,
      reason: `moved: ${reason}`,
    });
    if (!isCollection(spot.value)) this.#told.add(this.#spot(to)!.member);
  }

  /** Rows of everything that nothing was done to, and of what was, by place. */
  finish(): readonly ImportRow[] {
    const kept: ImportRow[] = [];
    const walk = (node: unknown, path: ConfigPath): void => {
      if (isMap(node)) {
        for (const pair of node.items) {
          const place = [...path, keyOf(pair)];
          const origin = this.#origins.get(pair);
          if (isCollection(pair.value) && !isPlain(pair.value)) walk(pair.value, place);
          else if (origin !== undefined && !this.#told.has(pair)) {
            const to = formatPath(place);
            const from = formatPath(origin.path);
            kept.push({ status: 'kept', path: from, ...(to === from ? {} : { to }), line: origin.line });
          }
        }
      } else if (isSeq(node)) for (const [index, item] of node.items.entries()) walk(item, [...path, index]);
    };
    walk(this.#document.contents, []);
    return [...this.rows, ...kept].toSorted((a, b) => a.line - b.line || (a.path < b.path ? -1 : 1));
  }

  toString(): string {
    return this.#document.toString({ lineWidth: 0 });
  }

  /** A comment at the top of the text. */
  head(comment: string): void {
    const before = this.#document.commentBefore;
    this.#document.commentBefore = [comment, ...(before ? ['', before] : [])].join('\n');
  }

  #placeOf(path: ConfigPath): Pick<ImportRow, 'path' | 'to' | 'line'> {
    const spot = this.#spot(path);
    const origin = spot === undefined ? undefined : this.#origins.get(spot.member);
    const to = formatPath(path);
    if (origin === undefined) return { path: to, line: this.lineOf(path) };
    const from = formatPath(origin.path);
    return { path: from, ...(from === to ? {} : { to }), line: origin.line };
  }

  #spot(path: ConfigPath): Spot | undefined {
    let holder: unknown = this.#document.contents;
    let spot: Spot | undefined;
    for (const step of path) {
      if (isMap(holder)) {
        const pair = holder.items.find((each) => keyOf(each) === String(step));
        if (pair === undefined) return undefined;
        spot = { holder, member: pair, value: pair.value };
      } else if (isSeq(holder) && typeof step === 'number') {
        const item = holder.items[step];
        if (item === undefined) return undefined;
        spot = { holder, member: item, value: item };
      } else return undefined;
      holder = spot.value;
    }
    return spot;
  }

  /** Deletes what stands at a path, and what held nothing else. */
  #remove(path: ConfigPath): void {
    this.#document.deleteIn(path);
    const holder = path.slice(0, -1);
    const rest = holder.length === 0 ? undefined : this.#spot(holder)?.value;
    if (isCollection(rest) && rest.items.length === 0) this.#remove(holder);
  }

  /** The path, or where an import step made what stands there, the parts of it that the imported text has. */
  #written(path: ConfigPath): readonly ConfigPath[] {
    const spot = this.#spot(path)!;
    if (this.#origins.has(spot.member)) return [path];
    const parts = this.keys(path).flatMap((key) => this.#written([...path, key]));
    return parts.length === 0 ? [path] : parts;
  }

  /** Puts a node where nothing stands; what should hold it is made where it is missing or empty. */
  #add(path: ConfigPath, node: Node): void {
    const parent = path.slice(0, -1);
    const found = parent.length === 0 ? this.#document.contents : this.#spot(parent)?.value;
    let holder = found as YAMLMap | YAMLSeq;
    if (!isCollection(found)) {
      holder = typeof path.at(-1) === 'number' ? new YAMLSeq() : new YAMLMap();
      const empty = this.#spot(parent);
      if (empty?.member instanceof Pair) empty.member.value = holder;
      else this.#add(parent, holder);
    }
    if (isSeq(holder)) holder.items.push(node);
    else (holder as YAMLMap).items.push(new Pair(new Scalar(path.at(-1)), node));
  }

  /** Behind a value; before the outermost line that holds it where that is written in braces. */
  #comment(path: ConfigPath, text: string): void {
    const spots = path.map((_, index) => this.#spot(path.slice(0, index + 1))!);
    const line = ` ${text}`;
    const flow = spots.find(
      ({ value }, index) => isCollection(value) && value.flow === true && index < path.length - 1,
    );
    const { member, value } = flow ?? spots.at(-1)!;
    if (flow === undefined && isScalar(value)) {
      value.comment = line;
      return;
    }
    const target = (member instanceof Pair ? member.key : member) as Node;
    const before = target.commentBefore?.split('\n') ?? [];
    if (!before.includes(line)) target.commentBefore = [...before, line].join('\n');
  }
}

function keyOf({ key }: Pair): string {
  if (!isScalar(key)) return String(key);
  // A merge key's value is a symbol; its text is what was written.
  return typeof key.value === 'symbol' ? (key.source ?? '') : String(key.value);
}

const MERGE_KEY = '<<';

/** A list of scalars, or one without entries: it is one field. */
function isPlain(node: unknown): boolean {
  if (isMap(node)) return node.items.length === 0;
  return isSeq(node) && node.items.every((item) => !isMap(item));
}

function shown(value: unknown, path: ConfigPath): string {
  const text = JSON.stringify(redactSecrets(value, String(path.at(-1))));
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Aliases and merge keys in full: parts of the tree move, and an anchor has to stand before what refers to it. */
function writeOut(document: Document): void {
  let written = 0;
  visit(document, {
    Alias(_, alias) {
      const target = alias.resolve(document) as Node | undefined;
      if (target === undefined) return undefined;
      visit(target, { Node: () => void written++ });
      if (written > MOST_NODES) throw new ImportTooLarge();
      return target.clone() as Node;
    },
  });
  visit(document, {
    Node(_, node) {
      if (isCollection(node) || isScalar(node)) delete node.anchor;
    },
  });
  visit(document, {
    Map(_, map) {
      const merged = map.items.filter((pair) => keyOf(pair) === MERGE_KEY);
      if (merged.length === 0) return;
      const own = map.items.filter((pair) => !merged.includes(pair));
      const taken = new Set(own.map(keyOf));
      for (const source of merged.flatMap(({ value }) => (isSeq(value) ? value.items : [value]))) {
        if (!isMap(source) || isAlias(source)) continue;
        for (const pair of source.items) {
          if (taken.has(keyOf(pair))) continue;
          taken.add(keyOf(pair));
          own.push(pair.clone() as Pair);
        }
      }
      map.items = own as typeof map.items;
    },
  });
}

import { isRecord, type JsonRecord } from '../../json/json-record.ts';
import type { ContractSpec } from './contract-spec.ts';

/** The texts of one choice of an answer, by where they stand. */
export interface ChoiceTexts {
  readonly content: string;
  readonly reasoning_content: string;
}

export interface Kept {
  /** What the client gets. */
  readonly text: string;
  readonly isMet: boolean;
}

/** Compiles a contract to what it makes of an answer. */
export function compileContract(spec: ContractSpec): (texts: ChoiceTexts) => Kept {
  const read = spec.type === 'choice' ? compileChoice(spec) : compileObject(spec);
  const { fallback } = spec.on_violation;
  return (texts) => {
    for (const source of spec.extract.sources) {
      if (source === 'candidate_responses') continue;
      const found = read(texts[source]);
      if (found !== undefined) return { text: found, isMet: true };
    }
    return { text: fallback ?? texts.content, isMet: false };
  };
}

/** The value as the contract spells it, whatever case, quotes and full stop the model put around it. */
function compileChoice({ choice_set: set, extract, render }: ContractSpec): (text: string) => string | undefined {
  const values = new Map((set?.values ?? []).map((value) => [plain(value), value]));
  return (text) => {
    const said = extract.mode === 'json_object' ? soleText(firstObject(text)) : text;
    const value = said === undefined ? undefined : values.get(plain(said));
    return value === undefined ? undefined : rendered(render, { value }, value);
  };
}

function plain(text: string): string {
  return text
    .trim()
    .replace(/^["'`*]+|["'`*.。!]+$/gu, '')
    .trim()
    .toLowerCase();
}

function soleText(object: JsonRecord | undefined): string | undefined {
  const texts = Object.values(object ?? {}).filter((value) => typeof value === 'string');
  return texts.length === 1 ? texts[0] : undefined;
}

function compileObject({ extract, normalize, render }: ContractSpec): (text: string) => string | undefined {
  const { field_order: order, defaults } = normalize;
  return (text) => {
    const found = extract.mode === 'exact' ? wholeObject(text) : firstObject(text);
    if (found === undefined) return undefined;
    const complete: JsonRecord = { ...defaults, ...found };
    if (order.some((field) => complete[field] === undefined)) return undefined;
    const ordered = Object.fromEntries(order.map((field) => [field, complete[field]]));
    const object = { ...ordered, ...complete };
    return rendered(render, object, JSON.stringify(object));
  };
}

function rendered({ mode, template }: ContractSpec['render'], fields: JsonRecord, value: string): string {
  if (mode === 'value' || template === undefined) return value;
  return template.replaceAll(/\{(\w+)\}/g, (whole, field: string) => {
    const own = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (own === undefined) return whole;
    return typeof own === 'string' ? own : JSON.stringify(own);
  });
}

function wholeObject(text: string): JsonRecord | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    // Not JSON: the contract is not kept.
    return undefined;
  }
}

/** Beginnings of objects that are tried; a text of nothing but braces is not read over and over. */
const MOST_TRIED = 16;

/** The first `{…}` that is JSON, around which a model may have put words and fences. */
function firstObject(text: string): JsonRecord | undefined {
  let start = text.indexOf('{');
  for (let tried = 0; start >= 0 && tried < MOST_TRIED; tried++) {
    const end = endOfObject(text, start);
    const object = end === undefined ? undefined : wholeObject(text.slice(start, end));
    if (object !== undefined) return object;
    start = text.indexOf('{', start + 1);
  }
  return undefined;
}

/** Behind the brace that closes the one at `start`; braces in strings do not count. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at++) {
    const mark = text[at];
    if (isText) {
      if (mark === '\\') at += 1;
      else if (mark === '"') isText = false;
    } else if (mark === '"') isText = true;
    else if (mark === '{') depth += 1;
    else if (mark === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

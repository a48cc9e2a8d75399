import fc from 'fast-check';
import type { z } from 'zod';

interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly in?: z.ZodType;
  readonly getter?: () => z.ZodType;
}

/** Texts that are hard to write down: quotes, backslashes, comments, line breaks, references, other scripts. */
const text = fc.oneof(
  fc.constantFrom(
    'a',
    'word-with/parts.x',
    'two words',
    'say "hi"',
    "it's",
    '\\b(a|b)\\d+',
    '# no comment',
    'true',
    '12',
    '',
  ),
  fc.constantFrom(`$\{NAME}`, `$\{NAME:-x y}`, 'line\nbreak', '数学', 'a->b', '\u2028', 'C:\\dir', '{', '"', '\'"\\'),
  fc.string({ maxLength: 12 }),
);
const number = fc.oneof(
  fc.integer(),
  fc.constantFrom(0.1, -0.45, 1e-7, 1e21, 2048),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const word = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/);

const MOST_RECURSIONS = 3;

/**
 * Data of a schema's shape: its keys, lists and unions, without regard to bounds and to names that must exist.
 * `words` are fields whose texts are plain words.
 */
export function randomData(
  schema: z.ZodType,
  words: ReadonlySet<string> = new Set(),
  depth = 0,
  recursions = 0,
): fc.Arbitrary<unknown> {
  const def = (schema._zod as unknown as { def: Def }).def;
  const inner = (each: z.ZodType) => randomData(each, words, depth + 1, recursions);
  switch (def.type) {
    case 'object': {
      const fields = Object.entries(def.shape!).map(([key, each]) => {
        const value = words.has(key) && typeOf(each) === 'string' ? word : inner(each);
        return [key, value] as const;
      });
      const required = fields.filter(([key]) => !isOptional(def.shape![key]!)).map(([key]) => key);
      return fc.record(Object.fromEntries(fields), { requiredKeys: required as never[], noNullPrototype: true });
    }
    case 'array':
      return fc.array(inner(def.element!), { maxLength: depth > 8 ? 1 : 2 });
    case 'record':
      return fc.dictionary(
        fc.oneof(
          word,
          text.filter((each) => each !== ''),
        ),
        inner(def.valueType!),
        { maxKeys: 3, noNullPrototype: true },
      );
    case 'union':
      // The first branch of a union that contains itself ends it.
      return recursions > MOST_RECURSIONS ? inner(def.options![0]!) : fc.oneof(...def.options!.map(inner));
    case 'string':
      return text;
    case 'number':
    case 'int':
      return number;
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'literal':
      return fc.constantFrom(...def.values!);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries!));
    case 'nullable':
      return fc.option(inner(def.innerType!), { nil: null });
    case 'lazy':
      return randomData(def.getter!(), words, depth + 1, recursions + 1);
    case 'pipe':
      return inner(def.in!);
    case 'unknown':
    case 'any':
      return fc.oneof(text, number, fc.boolean());
    default:
      if (def.innerType !== undefined) return inner(def.innerType);
      throw new TypeError(`no data for a schema of type ${def.type}`);
  }
}

function typeOf(schema: z.ZodType): string {
  const def = (schema._zod as unknown as { def: Def }).def;
  return def.innerType === undefined ? def.type : typeOf(def.innerType);
}

function isOptional(schema: z.ZodType): boolean {
  return (schema._zod as unknown as { optin?: string }).optin === 'optional';
}

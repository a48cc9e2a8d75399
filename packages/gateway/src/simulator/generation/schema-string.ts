import type { JsonObject } from '../json.ts';
import type { InstanceContext } from './instance-context.ts';
import { compilePattern } from './pattern-sample.ts';
import type { RandomSequence } from './random-sequence.ts';
import { UnsatisfiableSchema } from './schema-merge.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const hexadecimal = (random: RandomSequence, length: number): string =>
  Array.from({ length }, () => random.integer(0, 15).toString(16)).join('');
const date = (random: RandomSequence): string => `2026-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
const time = (random: RandomSequence): string => `${two(random.integer(0, 23))}:${two(random.integer(0, 59))}:00Z`;

const FORMATS: Readonly<Record<string, (random: RandomSequence) => string>> = {
  'date-time': (random) => `${date(random)}T${time(random)}`,
  date,
  time,
  duration: (random) => `PT${random.integer(1, 59)}M`,
  email: (random) => `person${random.integer(1, 999)}@example.com`,
  'idn-email': (random) => `person${random.integer(1, 999)}@example.com`,
  hostname: (random) => `host${random.integer(1, 999)}.example.com`,
  'idn-hostname': (random) => `host${random.integer(1, 999)}.example.com`,
  uri: (random) => `https://example.com/page/${random.integer(1, 999)}`,
  url: (random) => `https://example.com/page/${random.integer(1, 999)}`,
  'uri-reference': (random) => `/page/${random.integer(1, 999)}`,
  iri: (random) => `https://example.com/page/${random.integer(1, 999)}`,
  uuid: (random) =>
    `${hexadecimal(random, 8)}-${hexadecimal(random, 4)}-4${hexadecimal(random, 3)}-a${hexadecimal(random, 3)}-${hexadecimal(random, 12)}`,
  ipv4: (random) => `192.0.2.${random.integer(1, 254)}`,
  ipv6: (random) => `2001:db8::${random.integer(1, 9999).toString(16)}`,
  'json-pointer': () => '/simulated',
  regex: () => '^simulated$',
  byte: () => 'c2ltdWxhdGVk',
};

/** A string of a schema's format, pattern and length; a hint or the property's own name where neither is asked for. */
export function stringInstance(part: JsonObject, name: string, context: InstanceContext): string {
  const shortest = Number(part.minLength ?? 0);
  const longest = Number(part.maxLength ?? Number.POSITIVE_INFINITY);
  const fits = (text: string): boolean => {
    const length = [...text].length;
    return length >= shortest && length <= longest;
  };
  if (shortest > longest || shortest > 100_000) {
    throw new UnsatisfiableSchema(
      `"${name}" cannot be a string of at least ${shortest} and at most ${longest} characters`,
    );
  }
  if (typeof part.pattern === 'string') return patternedString(part.pattern, fits, name, context.random);
  const format = typeof part.format === 'string' ? FORMATS[part.format] : undefined;
  if (format !== undefined) {
    const formatted = format(context.random);
    if (fits(formatted)) return formatted;
    throw new UnsatisfiableSchema(`"${name}" has a length that its format "${String(part.format)}" cannot have here`);
  }
  const hinted = context.hints?.strings.find((text) => fits(text) && !context.used.has(text));
  if (hinted !== undefined) {
    context.used.add(hinted);
    return hinted;
  }
  const words = `simulated ${name}`;
  const padded = words.length < shortest ? words.padEnd(shortest, ' and so on') : words;
  return fits(padded) ? padded : [...padded].slice(0, longest).join('');
}

function patternedString(
  pattern: string,
  fits: (text: string) => boolean,
  name: string,
  random: RandomSequence,
): string {
  const sample = compilePattern(pattern);
  for (let eagerness = 0; eagerness < 200; eagerness += eagerness < 20 ? 1 : 20) {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const text = sample(random, eagerness);
      if (fits(text)) return text;
    }
  }
  throw new UnsatisfiableSchema(
    `the simulator found no string for "${name}" of its pattern /${pattern}/ and its length`,
  );
}

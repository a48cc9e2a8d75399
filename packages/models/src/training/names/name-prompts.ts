import type { NameType } from '../../embedded/pii/name-lattice.ts';
import type { Random } from '../random.ts';
import { COUNTRIES, GIVEN_CHARACTERS, LOCALES, type Locale, ORGANISATIONS, THINGS } from './name-lists.ts';
import { NAME_TEMPLATES } from './name-templates.ts';
import type { TaggedName, TaggedText } from './tagged-text.ts';

/** Which templates and names of people to draw from: every eighth template and sixth name is kept for testing. */
export type Part = 'train' | 'test';

/** Names that a template's places are filled with. */
export interface NameSource {
  readonly person: () => string;
  readonly first: () => string;
  readonly last: () => string;
  readonly city: () => string;
  readonly street: () => string;
  readonly firm: () => string;
  readonly address: () => string;
}

const pieceOf = (items: readonly string[], every: number, part: Part): readonly string[] =>
  items.filter((_, i) => (i % every === every - 1) === (part === 'test'));

/** Names of one language; `more` adds first and last names that were seen elsewhere. */
export function namesOf(
  locale: Locale,
  part: Part,
  random: Random,
  more: { readonly first: readonly string[]; readonly last: readonly string[] } = { first: [], last: [] },
): NameSource {
  const firsts = pieceOf(locale.first, 6, part);
  const lasts = pieceOf(locale.last, 6, part);
  const pick = (own: readonly string[], others: readonly string[]) =>
    others.length > 0 && random.next() < 0.5 ? random.pick(others) : random.pick(own);
  const first = () => {
    if (locale.language !== 'zh' || random.next() < 0.4) return pick(firsts, more.first);
    return random.pick(GIVEN_CHARACTERS) + (random.next() < 0.7 ? random.pick(GIVEN_CHARACTERS) : '');
  };
  const last = () => pick(lasts, more.last);
  const city = () => random.pick(locale.cities);
  const isChinese = locale.language === 'zh';
  const person = () => {
    if (isChinese) return `${last()}${first()}`;
    const draw = random.next();
    if (draw < 0.1) return `${first()} ${random.pick([...'ABCDEFGHJKLMNPRSTVW'])}. ${last()}`;
    if (draw < 0.14) return `${first()} ${first()} ${last()}`;
    if (draw < 0.19) return `${first()} ${last()}-${last()}`;
    if (draw < 0.23) return `${random.pick([...'ABCDEFGHJKLMNPRSTVW'])}. ${last()}`;
    if (draw < 0.29 && locale.language === 'es') return `${first()} ${last()} ${last()}`;
    return `${first()} ${last()}`;
  };
  const firm = () => {
    if (isChinese) return `${city()}${last()}氏${random.pick(locale.firms)}`;
    if (random.next() < 0.5) return random.pick(ORGANISATIONS).replace(/^the /, '');
    return `${random.next() < 0.5 ? last() : `${last()} ${random.next() < 0.5 ? 'and' : '&'} ${last()}`} ${random.pick(locale.firms)}`;
  };
  const street = () =>
    random.next() < 0.5
      ? random.pick(locale.streets)
      : random.pick(locale.streetForms).replace('{l}', last).replace('{f}', first);
  const address = () =>
    random
      .pick(locale.addresses)
      .replace('{s}', street)
      .replaceAll('{c}', city)
      .replace('{z}', () => String(10_000 + random.below(89_999)))
      .replace('#', () => String(1 + random.below(random.next() < 0.7 ? 120 : 9_999)))
      .replace('%', () => String(1 + random.below(40)));
  return { person, first, last, city, street, firm, address };
}

/** A template with its places filled, and where the names came to stand. */
export function fillNames(template: string, names: NameSource, random: Random): TaggedText {
  const found: TaggedName[] = [];
  let text = '';
  const add = (value: string, type?: NameType) => {
    if (type !== undefined) found.push({ start: text.length, end: text.length + value.length, type });
    text += value;
  };
  for (const piece of template.split(/(\{\w\}|#)/)) {
    if (piece === '{p}') add(names.person(), 'PERSON');
    else if (piece === '{f}') add(names.first(), 'PERSON');
    else if (piece === '{l}') add(names.last(), 'PERSON');
    else if (piece === '{a}') add(names.address(), 'STREET_ADDRESS');
    else if (piece === '{c}') add(names.city(), 'GPE');
    else if (piece === '{o}') add(names.firm(), 'ORGANIZATION');
    else if (piece === '{n}') {
      const country = random.pick(COUNTRIES);
      if (country.startsWith('the ')) add('the ');
      add(country.replace(/^the /, ''), 'GPE');
    } else if (piece === '{t}') add(random.pick(THINGS));
    else if (piece === '#') add(String(1 + random.below(random.next() < 0.5 ? 30 : 5_000)));
    else text += piece;
  }
  return { text, names: found, weight: 1 };
}

/** `count` generated texts of every language in turn. */
export function namePrompts(
  random: Random,
  part: Part,
  count: number,
  more?: { readonly first: readonly string[]; readonly last: readonly string[] },
): (TaggedText & { readonly language: string })[] {
  const sources = LOCALES.map((locale) => ({
    locale,
    names: namesOf(locale, part, random, locale.language === 'zh' ? undefined : more),
    templates: pieceOf(NAME_TEMPLATES[locale.language], 8, part),
  }));
  return Array.from({ length: count }, (_, i) => {
    // English is every third one.
    const { locale, names, templates } = sources[i % 3 === 0 ? 0 : 1 + (i % (sources.length - 1))]!;
    return { ...fillNames(random.pick(templates), names, random), language: locale.language };
  });
}

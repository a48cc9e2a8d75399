import * as chinese from './chinese-words.mjs';
import * as english from './english-words.mjs';
import { createRandomSequence } from './random-sequence.mjs';

/** @typedef {import('./random-sequence.mjs').RandomSequence} RandomSequence */

/** The lengths that the bench measures, in tokens of a present-day tokenizer, give or take a tenth. */
export const promptLengths = /** @type {const} */ ([30, 500, 2000, 8000]);

/** Distinct prompts in one mix, unless the caller wants more. */
export const promptsPerMix = 200;

/** One prompt in this many is Chinese, one English with Chinese in it. */
const chineseEvery = 10;
const mixedEvery = 20;

/** Characters per token, found by counting the mixes with the o200k tokenizer; a test's bounds hold them. */
const englishCharactersPerToken = 4.68;
const chineseCharactersPerToken = 1.4;

/** @param {RandomSequence} random */
function madeUpName(random) {
  let name = '';
  for (let syllable = 2 + random.below(2); syllable > 0; syllable--) name += random.pick(english.syllables);
  return name[0]?.toUpperCase() + name.slice(1);
}

/**
 * An adjective, or a word that occurs once or twice in a text. Real texts are full of the latter, and work that is
 * saved per known word would look too cheap without them.
 *
 * @param {RandomSequence} random
 */
function attribute(random) {
  if (random.chance(0.6)) return random.pick(english.adjectives);
  const name = madeUpName(random);
  const code = `${name.slice(0, 2).toUpperCase()}-${1000 + random.below(9000)}`;
  return random.pick([name, `${name.toLowerCase()}ian`, code, `${name.toLowerCase()}s`]);
}

/** @param {RandomSequence} random @param {readonly string[]} nouns */
function identifier(random, nouns) {
  const words = [random.pick(english.verbs), ...random.pick(nouns).split('-'), random.pick(english.places)];
  return words.map((word, i) => (i === 0 ? word : (word[0]?.toUpperCase() ?? '') + word.slice(1))).join('');
}

/** @param {RandomSequence} random @param {readonly string[]} nouns */
function englishSentence(random, nouns) {
  const { adjectives, adverbs, places, times, verbs } = english;
  const noun = () => random.pick(nouns).replaceAll('-', ' ');
  switch (random.below(8)) {
    case 0:
      return `The ${random.pick(adjectives)} ${attribute(random)} ${noun()} was ${random.pick(adverbs)} ${random.pick(verbs)} ${random.pick(times)}.`;
    case 1:
      return `${madeUpName(random)} ${random.pick(verbs)} the ${noun()} in the ${random.pick(places)}, and nobody ${random.pick(verbs)} it ${random.pick(adverbs)}.`;
    case 2:
      return `We ${random.pick(verbs)} ${2 + random.below(900)} cases; ${random.below(100)} percent had a ${attribute(random)} ${noun()} and a ${random.pick(adjectives)} ${noun()}.`;
    case 3:
      return `According to ${madeUpName(random)} ${madeUpName(random)}, the ${noun()} and the ${noun()} were ${random.pick(verbs)} ${random.pick(times)}.`;
    case 4:
      return `If the ${noun()} of ${madeUpName(random)} stays ${random.pick(adjectives)}, the ${attribute(random)} ${noun()} has to be ${random.pick(verbs)} ${random.pick(adverbs)}.`;
    case 5:
      return `On the ${1 + random.below(28)}th the ${random.pick(places)} near ${madeUpName(random)} reported a ${attribute(random)} and a ${random.pick(adjectives)} ${noun()}.`;
    case 6:
      return `My notes say "${random.pick(adjectives)}, ${random.pick(adjectives)}, ${random.pick(verbs)} ${random.pick(adverbs)}", which fits neither the ${noun()} nor the ${attribute(random)} ${noun()}.`;
    default:
      return `Why would the ${attribute(random)} ${noun()} from the ${random.pick(places)} be ${random.pick(verbs)} before the ${noun()} is ${random.pick(verbs)}?`;
  }
}

/** @param {RandomSequence} random @param {readonly string[]} nouns */
function codeBlock(random, nouns) {
  const lines = ['```js'];
  for (let i = 3 + random.below(5); i > 0; i--) {
    lines.push(
      `const ${identifier(random, nouns)} = await ${identifier(random, nouns)}(${random.below(4096)}, '${random.pick(nouns)}');`,
    );
  }
  lines.push('```');
  return `\n${lines.join('\n')}\n`;
}

/** @param {RandomSequence} random */
function chineseSentence(random) {
  const { actions, people, reasons, results, things } = chinese;
  return `${random.below(12) + 1}月，${random.pick(people)}${random.pick(actions)}${random.pick(things)}，${random.pick(reasons)}，${random.pick(results)}。`;
}

/**
 * Sentences until `length` characters are there.
 *
 * @param {number} length
 * @param {() => string} sentence
 * @param {string} separator
 */
function fill(length, sentence, separator) {
  let text = '';
  while (text.length < length) text += (text === '' ? '' : separator) + sentence();
  return text;
}

/** Fewer characters than this are not worth a sentence of context. */
const shortestContext = 40;

/** @param {RandomSequence} random @param {number} tokens */
function englishPrompt(random, tokens, withChinese = false) {
  const field = random.pick(english.fields);
  const question = random.pick(english.openings).replace('%', random.pick(field.subjects));
  const closing = random.pick(english.closings);
  const length = tokens * englishCharactersPerToken - question.length - closing.length;
  // The context of a long prompt wanders through several fields, as pasted documents do.
  const sentence = () => {
    const nouns = random.chance(0.5) ? field.nouns : random.pick(english.fields).nouns;
    if (field.name === 'software' && tokens > 100 && random.chance(0.04)) return codeBlock(random, nouns);
    return englishSentence(random, nouns) + (random.chance(0.12) ? '\n\n' : '');
  };
  const parts = [question];
  if (length < shortestContext) {
    const person = `It is for ${madeUpName(random)} from ${madeUpName(random)}.`;
    return random.pick([question, `${question} ${closing}`, `${question} ${person}`]);
  }
  if (withChinese) parts.push(chineseSentence(random));
  parts.push(fill(length - (withChinese ? 100 : 0), sentence, ' '), closing);
  return parts.filter((part) => part !== '').join(tokens > 100 ? '\n\n' : ' ');
}

/** @param {RandomSequence} random @param {number} tokens */
function chinesePrompt(random, tokens) {
  const question = random.pick(chinese.openings).replace('%', random.pick(chinese.subjects));
  const closing = random.pick(chinese.closings);
  const length = tokens * chineseCharactersPerToken - question.length - closing.length;
  const context = fill(length, () => chineseSentence(random), '');
  return [question, context, closing].filter((part) => part !== '').join(tokens > 100 ? '\n' : '');
}

/**
 * Distinct prompts of about `tokens` tokens each: mostly English from six fields, some Chinese, some mixed. The same
 * call gives the same prompts on every machine.
 *
 * @param {number} tokens
 * @param {object} [options]
 * @param {number} [options.count]
 * @param {number} [options.series] Another series has other prompts.
 * @returns {string[]}
 */
export function createPromptMix(tokens, { count = promptsPerMix, series = 0 } = {}) {
  const random = createRandomSequence(tokens * 7919 + series * 104_729 + 17);
  /** @type {Set<string>} */
  const prompts = new Set();
  while (prompts.size < count) {
    const place = prompts.size;
    if (place % chineseEvery === chineseEvery - 1) prompts.add(chinesePrompt(random, tokens));
    else prompts.add(englishPrompt(random, tokens, place % mixedEvery === mixedEvery / 2 && tokens > 100));
  }
  return [...prompts];
}

/**
 * What a mix consists of: means over its prompts.
 *
 * @param {readonly string[]} prompts
 * @returns {{ prompts: number, characters: number, distinctWords: number }}
 */
export function describeMix(prompts) {
  let characters = 0;
  let distinctWords = 0;
  for (const prompt of prompts) {
    characters += prompt.length;
    distinctWords += new Set(prompt.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).size;
  }
  return {
    prompts: prompts.length,
    characters: Math.round(characters / prompts.length),
    distinctWords: Math.round(distinctWords / prompts.length),
  };
}

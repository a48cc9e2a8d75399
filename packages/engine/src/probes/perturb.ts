import type { Probe } from './probe.ts';
import type { ProbedEngine } from './run-probes.ts';

/** A harmless change of a request's words, after which it should take the same route. */
export interface Perturbation {
  readonly name: string;
  readonly summary: string;
  /** Versions of the text, each once; `random` gives numbers in [0, 1), the same ones in every run. */
  readonly apply: (text: string, random: () => number) => readonly string[];
}

const TYPO_VERSIONS = 3;
const TYPO_SHARE = 0.12;
const LATIN_WORD = /[\p{Script=Latin}]{4,}/gu;
const HAN = /\p{Script=Han}/u;

export const perturbations: readonly Perturbation[] = [
  {
    name: 'typos',
    summary: `One edit in about ${TYPO_SHARE * 100} % of the longer words, in at least one; two Han characters swapped.`,
    apply: (text, random) => Array.from({ length: TYPO_VERSIONS }, () => withTypos(text, random)),
  },
  {
    name: 'case',
    summary: 'All lower case, all upper case, no final mark.',
    apply: (text) => [text.toLowerCase(), text.toUpperCase(), text.replace(/[\s.?!。?!]+$/u, '')],
  },
  {
    name: 'filler',
    summary: 'Polite words before or behind.',
    apply: (text) =>
      HAN.test(text)
        ? [`你好，${text}`, `麻烦一下：${text}`, `${text} 谢谢！`]
        : [`Hi there! ${text}`, `Um, ok so, ${text}`, `${text} Thanks a lot in advance!`],
  },
  {
    name: 'paraphrase',
    summary: 'The request inside a frame.',
    apply: (text) =>
      HAN.test(text)
        ? [`我想请你做一件事。${text}`, `这是我的问题：“${text}”`]
        : [`I have the following request. ${text}`, `Here is what I need: "${text}"`],
  },
  {
    name: 'frame_language',
    summary: 'The request inside a frame in another language.',
    apply: (text) => [
      `请回答下面的问题：\n${text}`,
      `Bitte beantworte Folgendes:\n${text}`,
      `Por favor, responde:\n${text}`,
    ],
  },
];

export interface PerturbedProbe {
  readonly probe: Probe;
  readonly perturbation: string;
  readonly text: string;
  /** Without and with the change. */
  readonly before: string | null;
  readonly after: string | null;
  readonly flipped: boolean;
}

/** Routes every version of a probe's last user turn. */
export async function perturbProbe(
  engine: ProbedEngine<{ readonly decision: string | null }>,
  probe: Probe,
  kinds: readonly Perturbation[],
): Promise<readonly PerturbedProbe[]> {
  const { messages } = probe.facts;
  const last = messages.findLastIndex(({ role }) => role === 'user');
  if (last < 0) return [];
  const { decision: before } = await engine.route(probe.facts);
  const results: PerturbedProbe[] = [];
  for (const { name, apply } of kinds) {
    const random = randomFrom(`${probe.id} ${name}`);
    for (const text of new Set(apply(messages[last]!.text, random))) {
      if (text === messages[last]!.text) continue;
      const changed = messages.with(last, { ...messages[last]!, text });
      const { decision: after } = await engine.route({ ...probe.facts, messages: changed });
      results.push({ probe, perturbation: name, text, before, after, flipped: after !== before });
    }
  }
  return results;
}

function withTypos(text: string, random: () => number): string {
  const words = [...text.matchAll(LATIN_WORD)];
  if (words.length === 0) return withSwappedHan(text, random);
  const sure = Math.floor(random() * words.length);
  let index = -1;
  return text.replace(LATIN_WORD, (word) => {
    index++;
    return index === sure || random() < TYPO_SHARE ? misspelled(word, random) : word;
  });
}

/** Two letters swapped, one left out, one doubled, or one hit beside its key's name. */
function misspelled(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const letter = word[at]!;
  const edits = [
    word[at + 1]! + letter + word.slice(at + 2),
    word.slice(at + 1),
    letter + word.slice(at),
    String.fromCharCode(97 + Math.floor(random() * 26)) + word.slice(at + 1),
  ];
  return word.slice(0, at) + edits[Math.floor(random() * edits.length)]!;
}

function withSwappedHan(text: string, random: () => number): string {
  const pairs = [...text.matchAll(/\p{Script=Han}(?=\p{Script=Han})/gu)];
  if (pairs.length === 0) return text;
  const { index } = pairs[Math.floor(random() * pairs.length)]!;
  return `${text.slice(0, index)}${text[index + 1]}${text[index]}${text.slice(index + 2)}`;
}

/** A small generator (mulberry32) seeded by the FNV-1a hash of a text. */
function randomFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let at = 0; at < seed.length; at++) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

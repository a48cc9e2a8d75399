import type { TextView } from './text-view.ts';
import { countTextUnits, isUnspacedUnit } from './word-boundary.ts';

const words = (list: string) => new Set(list.split(/\s+/).filter((word) => word !== ''));

/**
 * Words that say nothing of what a turn is about: articles, pronouns, auxiliaries, question words, courtesies and
 * assent, in the languages most used for chatting.
 */
const EMPTY = words(`
  a an the i me my we us our you your am is are was were be been do does did have has had can could would will shall
  should may might must please just so and but or if of to in on at for with from by as into about how what why when
  where who which ok okay k yes yep yeah yup no nope not sure fine great good perfect cool nice right exactly correct
  thanks thank thx hi hello hey well oh ah hmm um alright let s ll m re ve d t don doesn didn isn
  go continue proceed ahead keep going resume carry start begin try do next now then already really very
  si sí vale bueno claro continua continúa sigue siga adelante gracias por favor oui ouais non continue continuez vas y
  allez bien merci accord d il plaît ja nein doch weiter mach machen bitte danke gut genau los sim não continue pode
  ser obrigado obrigada certo sì va bene continua grazie prego avanti да нет давай продолжай дальше хорошо ладно спасибо
  tak nie dalej dobrze evet hayır devam tamam 네 예 응 아니요 계속 계속해 계속해줘 좋아 좋아요 감사합니다 نعم لا استمر
`);

/** Words that point back at something said before. */
const POINTING = words(`
  it its this that these those they them their he him his she her one ones same above previous before earlier last
  first second third other others another else more again also too instead both either continue proceed go next then
  now ahead on keep further shorter longer simpler better
  eso esto ese esa otra otro más ça cela ce cette encore plus autre das dies dieses es ihn sie nochmal noch
  mehr andere isso isto ele ela mais outra quello questo ancora altro это этот эта его её ещё еще
`);

/** The same two classes for Chinese and Japanese, which are read by longest piece. */
const EMPTY_PIECES = longestFirst(`
  可以 好的 好吧 好啊 好 是的 是 对的 对 没错 嗯 行 请 麻烦 帮我 给我 你 我 您 吧 了 呢 吗 啊 呀 的 地 得 就 也 都 和 一下
  一点 谢谢 不 不是 什么 怎么 为什么 如何 能 会 要 想 把 在 有 没 没有 开始 做 来 说 讲 はい いいえ うん ええ お願いします
  お願い ください して です ます か ね よ を は が に で の と も ありがとう
`);
const POINTING_PIECES = longestFirst(`
  继续 接着 然后 下去 下一步 下一个 再来 再 还有 还 另外 其他 别的 更 它们 它 他们 他 她 这个 这些 这样 这里 这 那个 那些 那样
  那 上面 上一个 前面 之前 刚才 同样 一样 第一 第二 第三 最后 続けて 続き もう一度 もっと それ これ あれ その この 次
`);

/** Openings of a turn that leans on the one before it: what follows them is only what changes. */
const ELLIPTICAL =
  /^(?:(?:and|but|or|so|then|now|ok(?:ay)?,? (?:and|now|then)|(?:what|how) about|what if|instead of|y|et|und|und was ist mit|e|а|и)\s|那|还有|以及|或者|换成|では|じゃあ)/u;
/** Made of empty words, and yet a whole question or a greeting. */
const SELF_STANDING =
  /^(?:(?:hi|hello|hey)\b|(?:who|what|how) (?:are|r) (?:you|u)\b|what (?:can|do) you do\b|你是谁|你是什么|你好|您好|你能做什么|你会做什么)/u;

/** Longest text (UTF-16 units) that can be a follow-up; what is longer stands for itself. */
const LONGEST = 120;
const MOST_UNITS = 14;
const MOST_CONTENT = 2;
/** Han and kana characters to a word, on average. */
const CHARACTERS_PER_WORD = 2;

/**
 * How many content words a short follow-up has ("yes, go on": 0; "commit it": 1), or undefined for a turn that can be
 * understood without the ones before it.
 */
export function followUpContent(text: TextView): number | undefined {
  const { folded } = text;
  if (folded.length > LONGEST) return undefined;
  const units = countTextUnits(folded);
  if (units > MOST_UNITS || SELF_STANDING.test(folded)) return undefined;
  let content = 0;
  let isPointing = ELLIPTICAL.test(folded);
  for (const word of folded.match(/[\p{L}\p{N}]+/gu) ?? []) {
    const pieces = isUnspacedUnit(word.charCodeAt(0)) ? readPieces(word) : readWord(word);
    content += pieces.content;
    isPointing ||= pieces.isPointing;
  }
  if (content === 0) return 0;
  // A single word rarely opens a subject of its own; neither does a turn that mostly points back.
  if (content <= MOST_CONTENT && (isPointing || (content <= 1 && units <= 2))) return content;
  return undefined;
}

interface Pieces {
  readonly content: number;
  readonly isPointing: boolean;
}

function readWord(word: string): Pieces {
  const isPointing = POINTING.has(word);
  return { content: isPointing || EMPTY.has(word) ? 0 : 1, isPointing };
}

function readPieces(word: string): Pieces {
  let characters = 0;
  let isPointing = false;
  for (let i = 0; i < word.length; ) {
    const pointing = POINTING_PIECES.find((piece) => word.startsWith(piece, i));
    const piece = pointing ?? EMPTY_PIECES.find((each) => word.startsWith(each, i));
    if (pointing !== undefined) isPointing = true;
    if (piece === undefined) characters++;
    i += piece?.length ?? 1;
  }
  const whole = Math.floor(characters / CHARACTERS_PER_WORD);
  return { content: characters === 0 ? 0 : Math.max(1, whole), isPointing };
}

function longestFirst(list: string): readonly string[] {
  return [...words(list)].sort((a, b) => b.length - a.length);
}

import { ENCODED, HAN, LEET, LOOSE_MARKS, ORDINAL, PERCENT_SIGN, SPELLED_OUT, tracesIn } from './disguise-traces.ts';

/**
 * Undoes what hides a text's words from a reader of n-grams but not from a language model: look-alike letters of other
 * alphabets, digits and signs in place of letters, letters set apart, base64, hexadecimal and percent encoding.
 */

const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  у: 'y',
  ѵ: 'v',
  ѡ: 'w',
  х: 'x',
  ь: 'b',
  г: 'r',
  п: 'n',
  α: 'a',
  β: 'b',
  ϲ: 'c',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  σ: 'o',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ω: 'w',
  ɑ: 'a',
  ɡ: 'g',
  ı: 'i',
  ʏ: 'y',
  ᴀ: 'a',
  ʙ: 'b',
  ᴄ: 'c',
  ᴅ: 'd',
  ᴇ: 'e',
  ɪ: 'i',
  ᴋ: 'k',
  ʟ: 'l',
  ᴍ: 'm',
  ɴ: 'n',
  ᴏ: 'o',
  ᴘ: 'p',
  ʀ: 'r',
  ᴛ: 't',
  ᴜ: 'u',
  ᴠ: 'v',
  ᴡ: 'w',
  ᴢ: 'z',
};
const SIGNS: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  6: 'g',
  7: 't',
  8: 'b',
  9: 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '+': 't',
  '€': 'e',
};
/** Traditional forms, and rare doubles of common characters, in the words of orders to a model. */
const HAN_DOUBLES: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from(
    '規规則则無无視视繞绕過过設设輸输係系統统說说話话請请開开發发權权審审這这個个從从現现沒没應应該该對对後后許许將将隱隐藏藏詞词顯显範范圍围們们訴诉遺遗棄弃離离記记錄录壓压斷断條条關关閉闭機机數数據据戶户號号碼码員员動动執执內内來来為为與与會会並并時时間间問问題题還还讓让給给報报畧略旳的蒽恩'.match(
      /../gu,
    )!,
    (pair) => [pair[0]!, pair[1]!],
  ),
);
const HAN_DOUBLE = new RegExp(`[${Object.keys(HAN_DOUBLES).join('')}]`, 'g');
/** Han characters set apart one by one. */
const SPREAD_HAN = /\p{Script=Han}(?:[ \-_*.·~|/]{1,2}[\p{Script=Han}，。]){3,}/gu;
const LOOKALIKE = new RegExp(`[${Object.keys(LOOKALIKES).join('')}]`, 'g');
const NOT_ASCII = /[^\0-\u024f]/;
/** Letters next to a sign or digit that stands for one. */
const LEET_WORD =
  /(?<![a-z0-9@$!|+€])(?=[a-z]{0,23}[0-9@$!|+€])(?=[0-9@$!|+€]{0,23}[a-z])[a-z0-9@$!|+€]{3,24}(?![a-z0-9@$!|+€])/g;
const SPELLED = /(?<![a-z0-9])(?:[a-z][ .\-_*]){4,40}[a-z](?![a-z0-9])/g;
const BASE64 = /[A-Za-z0-9+/]{16,4000}={0,2}/g;
const HEX = /(?<![0-9a-zA-Z])(?:(?:\\x|0x|%)?[0-9a-fA-F]{2}[ ,]?){8,2000}/g;
const PERCENT = /(?:%[0-9a-fA-F]{2})/g;
const PRINTABLE = /^[\t\n\r -~\u4e00-\u9fff，。！？：；、“”]{6,}$/;
/** Texts longer than this are unmasked in their beginning only: the caller reads long texts in pieces. */
const LIMIT = 16384;

/**
 * The lower-case text with its words made plain, or undefined when there is nothing to undo. Linear in the length.
 * Patterns are tried only where `tracesOf` the text says so: most texts have no disguise at all.
 */
export function unmask(plain: string, tracesOf: (lower: string) => number = tracesIn): string | undefined {
  const text = plain.length > LIMIT ? plain.slice(0, LIMIT) : plain;
  const lower = text.toLowerCase();
  let open = lower;
  if (NOT_ASCII.test(open) && /[a-z]/.test(open)) open = open.replace(LOOKALIKE, (letter) => LOOKALIKES[letter]!);
  const traces = tracesOf(open);
  if (traces & PERCENT_SIGN) {
    open = open.replace(PERCENT, (code) => asciiOf(Number.parseInt(code.slice(1), 16)));
  }
  if (traces & LEET) {
    open = open.replace(LEET_WORD, (word) =>
      looksSpelled(word) ? Array.from(word, (sign) => SIGNS[sign] ?? sign).join('') : word,
    );
  }
  if (traces & SPELLED_OUT) open = open.replace(SPELLED, (letters) => letters.replace(/[ .\-_*]/g, ''));
  if (traces & HAN) {
    open = open.replace(HAN_DOUBLE, (double) => HAN_DOUBLES[double]!);
    open = open.replace(SPREAD_HAN, (spread) => spread.replace(/[ \-_*.·~|/]/g, ''));
  }
  if (traces & LOOSE_MARKS) open = withoutLooseMarks(open);
  const decoded = traces & ENCODED ? decodedParts(text) : '';
  if (decoded !== '') return `${open} ${decoded}`;
  return open === lower ? undefined : open;
}

/** Codes, prices and ordinal numbers hold digits too: a disguised word is mostly letters. */
function looksSpelled(word: string): boolean {
  if (ORDINAL.test(word)) return false;
  const inner = word.replace(/[!|+$@€]+$/, '');
  const signs = inner.match(/[0-9@$!|+€]/g)?.length ?? 0;
  return signs > 0 && signs * 2 <= inner.length && !/\d{3}/.test(inner);
}

/** Marks strewn between words part them; without them the words follow each other again. */
function withoutLooseMarks(text: string): string {
  return text.replace(/ [-_.,:;*~]+(?= )/g, '');
}

function decodedParts(text: string): string {
  let decoded = '';
  for (const [part] of text.matchAll(BASE64)) {
    if (!/[A-Z0-9+/]/.test(part) || /^[0-9a-fA-F]+$/.test(part)) continue;
    decoded += printable(bytesOfBase64(part));
  }
  for (const [part] of text.matchAll(HEX)) {
    const bytes = [...part.replace(/\\x|0x|%/g, '').matchAll(/[0-9a-fA-F]{2}/g)].map(([code]) =>
      Number.parseInt(code, 16),
    );
    decoded += printable(Uint8Array.from(bytes));
  }
  return decoded;
}

function bytesOfBase64(part: string): Uint8Array {
  const body = part.replace(/=+$/, '');
  const bytes = new Uint8Array((body.length * 3) >> 2);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < body.length; i++) {
    held = ((held << 6) | base64Digit(body.charCodeAt(i))) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
    }
  }
  return bytes.subarray(0, at);
}

function base64Digit(code: number): number {
  if (code >= 97) return code - 71;
  if (code >= 65) return code - 65;
  if (code >= 48) return code + 4;
  return code === 43 ? 62 : 63;
}

function printable(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return PRINTABLE.test(text) ? `${text.toLowerCase()} ` : '';
}

function asciiOf(code: number): string {
  return code >= 32 && code < 127 ? String.fromCharCode(code).toLowerCase() : ' ';
}

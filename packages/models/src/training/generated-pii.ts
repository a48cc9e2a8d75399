/** A repeatable source of whole numbers in [0, limit). */
export type Dice = (limit: number) => number;

/** The same numbers for the same seed, on every platform. */
export function seededDice(seed: number): Dice {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * limit);
  };
}

export interface GeneratedText {
  readonly text: string;
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

const pick = <T>(dice: Dice, choices: readonly T[]): T => choices[dice(choices.length)]!;
const digitsOf = (dice: Dice, count: number) => Array.from({ length: count }, () => dice(10)).join('');
const lettersOf = (dice: Dice, count: number, alphabet: string) =>
  Array.from({ length: count }, () => alphabet.charAt(dice(alphabet.length))).join('');

const CARD_KINDS = [
  ['4', 16],
  ['4', 19],
  ['51', 16],
  ['55', 16],
  ['2221', 16],
  ['2720', 16],
  ['34', 15],
  ['37', 15],
  ['36', 14],
  ['6011', 16],
  ['65', 16],
  ['3530', 16],
  ['62', 16],
  ['62', 19],
  ['2200', 16],
] as const;

/** A card number of a known kind whose last digit makes the doubled sum a multiple of ten. */
function generateCard(dice: Dice): string {
  const [prefix, length] = pick(dice, CARD_KINDS);
  const body = prefix + digitsOf(dice, length - prefix.length - 1);
  let sum = 0;
  [...body].reverse().forEach((digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    sum += Math.floor(value / 10) + (value % 10);
  });
  return body + ((10 - (sum % 10)) % 10);
}

const ACCOUNTS = [
  ['DE', 'd18'],
  ['GB', 'l4d14'],
  ['FR', 'd10m11d2'],
  ['ES', 'd20'],
  ['IT', 'l1d10m12'],
  ['NL', 'l4d10'],
  ['BE', 'd12'],
  ['AT', 'd16'],
  ['CH', 'd5m12'],
  ['PL', 'd24'],
  ['NO', 'd11'],
  ['SE', 'd20'],
  ['TR', 'd5d1m16'],
  ['SA', 'd2m18'],
  ['AE', 'd19'],
  ['MT', 'l4d5m18'],
  ['BR', 'd23l1m1'],
  ['PT', 'd21'],
  ['CY', 'd8m16'],
  ['RO', 'l4m16'],
] as const;
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** An account number of one of twenty countries with its check digits. */
function generateIban(dice: Dice): string {
  const [country, form] = pick(dice, ACCOUNTS);
  const body = form.replace(/([dlm])(\d+)/g, (_, kind: string, count: string) => {
    if (kind === 'd') return digitsOf(dice, Number(count));
    return lettersOf(dice, Number(count), kind === 'l' ? CAPITALS : `${CAPITALS}0123456789`);
  });
  const numbers = `${body}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return `${country}${String(98n - (BigInt(numbers) % 97n)).padStart(2, '0')}${body}`;
}

const ANY = `${CAPITALS}${CAPITALS.toLowerCase()}0123456789`;
const KEY_KINDS = [
  ['sk-', 48, ANY],
  ['sk-proj-', 64, `${ANY}-_`],
  ['sk-ant-api03-', 80, `${ANY}-_`],
  ['ghp_', 36, ANY],
  ['github_pat_', 60, ANY],
  ['glpat-', 20, ANY],
  ['hf_', 34, ANY],
  ['AKIA', 16, `${CAPITALS}234567`],
  ['AIza', 35, `${ANY}-_`],
  ['xoxb-', 40, `${ANY}-`],
  ['sk_live_', 24, ANY],
  ['npm_', 36, ANY],
] as const;

/** A key with a vendor's prefix and random characters that begin and end with a letter or digit. */
function generateKey(dice: Dice): string {
  const [prefix, length, alphabet] = pick(dice, KEY_KINDS);
  return prefix + lettersOf(dice, 1, 'ABCXYZ') + lettersOf(dice, length - 2, alphabet) + lettersOf(dice, 1, 'QRS');
}

const FRAMES = {
  CREDIT_CARD: [
    'Please charge my card {} today.',
    'My Visa number is {}, thanks!',
    '{}',
    'Pay with {} and ship it.',
    '我的信用卡号是{}，请扣款。',
    '卡号：{}。',
    'Meine Kreditkarte {} ist weg.',
    'Ma carte bancaire : {}, merci.',
    'Mi tarjeta es {}.',
    'カード番号は{}です。',
    'Номер карты {} не работает.',
    'رقم البطاقة {} من فضلك',
    '("{}")',
  ],
  IBAN_CODE: [
    'Wire it to {} please.',
    'IBAN: {}',
    '{}',
    'Send the rent to {}, not to the old account.',
    '请转到{}，谢谢。',
    'Bitte auf {} überweisen.',
    'Mon compte est le {}.',
    'Mi cuenta: {}.',
    '口座は{}です。',
    'Счёт {} закрыт.',
    '[{}]',
  ],
  API_KEY: [
    'KEY={}',
    'My key is {} and it fails with 401.',
    '{}',
    'curl -H "Authorization: Bearer {}"',
    "key: '{}'",
    '我的密钥是{}，为什么报错？',
    'Der Schlüssel {} geht nicht.',
    'Ma clé {} ne marche pas.',
    '鍵は{}です。',
    '(`{}`)',
  ],
} as const;

function grouped(dice: Dice, value: string): string {
  const separator = pick(dice, ['', '', ' ', '-']);
  if (separator === '') return value;
  const sizes = value.length === 15 ? [4, 6, 5] : value.length === 14 ? [4, 6, 4] : [4, 4, 4, 4, 4];
  const parts: string[] = [];
  let from = 0;
  for (const size of sizes) {
    if (from < value.length) parts.push(value.slice(from, from + size));
    from += size;
  }
  return parts.join(separator);
}

/** A sentence of one of several languages with one valid card, account number or key in it. */
export function generateText(dice: Dice): GeneratedText {
  const label = pick(dice, ['CREDIT_CARD', 'IBAN_CODE', 'API_KEY'] as const);
  const frame = pick(dice, FRAMES[label]);
  let value =
    label === 'CREDIT_CARD'
      ? grouped(dice, generateCard(dice))
      : label === 'IBAN_CODE'
        ? generateIban(dice)
        : generateKey(dice);
  if (label === 'IBAN_CODE' && dice(2) === 0) value = value.replace(/(.{4})(?=.)/g, '$1 ');
  const start = frame.indexOf('{}');
  return { text: frame.replace('{}', () => value), label, start, end: start + value.length };
}

const between = (dice: Dice, low: number, high: number) => low + dice(high - low + 1);
const two = (value: number) => String(value).padStart(2, '0');

/** Numbers as they stand in ordinary text, none of them personal. */
const HARMLESS: readonly ((dice: Dice) => string)[] = [
  (dice) =>
    `The meeting moved from ${between(dice, 1990, 2030)}-${two(between(dice, 1, 12))}-${two(between(dice, 1, 28))} to ${two(dice(24))}:${two(dice(60))}:${two(dice(60))}.`,
  (dice) =>
    `Upgrade from v${dice(20)}.${dice(20)}.${dice(200)} to version ${dice(9)}.${dice(30)}.${dice(30)}.${dice(9000)}.`,
  (dice) =>
    `Revenue rose ${dice(99)}.${dice(9)}% to $${between(dice, 1, 999)},${digitsOf(dice, 3)},${digitsOf(dice, 3)}.${digitsOf(dice, 2)} last year.`,
  (dice) => `Order ${digitsOf(dice, 10)} has ${dice(30)} items, invoice ${digitsOf(dice, 12)}.`,
  (dice) => `ISBN 978-${dice(10)}-${digitsOf(dice, 2)}-${digitsOf(dice, 6)}-${dice(10)} costs €${dice(90)}.99.`,
  (dice) => `The summit lies at ${dice(90)}.${digitsOf(dice, 6)}, -${dice(180)}.${digitsOf(dice, 6)}.`,
  (dice) => `订单号${digitsOf(dice, 12)}，共${dice(100)}件，合计${dice(9000)}.${digitsOf(dice, 2)}元。`,
  (dice) => `从${between(dice, 1900, 2000)}年到${between(dice, 2001, 2026)}年，人口增加了${digitsOf(dice, 7)}人。`,
  (dice) => `commit ${lettersOf(dice, 40, '0123456789abcdef')} fixes #${digitsOf(dice, 5)}`,
  (dice) =>
    `Request ${lettersOf(dice, 8, '0123456789abcdef')}-${lettersOf(dice, 4, '0123456789abcdef')}-4${lettersOf(dice, 3, '0123456789abcdef')}-a${lettersOf(dice, 3, '0123456789abcdef')}-${lettersOf(dice, 12, '0123456789abcdef')} took ${dice(900)} ms.`,
  (dice) =>
    `Die Fläche beträgt ${dice(900)}.${digitsOf(dice, 3)}.${digitsOf(dice, 3)} km², etwa ${dice(99)},${dice(10)} %.`,
  (dice) => `π ≈ 3.${digitsOf(dice, 16)} and e ≈ 2.${digitsOf(dice, 14)}`,
  (dice) => `${dice(99)} + ${dice(99)} = ${dice(200)}, ${dice(99)} × ${digitsOf(dice, 4)} = ${digitsOf(dice, 6)}`,
  (dice) =>
    `INFO [${between(dice, 1600000000, 1799999999)}] batch ${digitsOf(dice, 5)}/${digitsOf(dice, 5)} loss=0.${digitsOf(dice, 7)} lr=${dice(9)}e-0${dice(9)}`,
  (dice) => `timestamp ${between(dice, 1600000000, 1799999999)}${digitsOf(dice, 3)}, seed ${digitsOf(dice, 9)}`,
  (dice) =>
    `Matches ended ${dice(9)}-${dice(9)}, ${dice(9)}-${dice(9)} and ${dice(9)}-${dice(9)} in ${between(dice, 1950, 2026)}-${two(dice(99))}.`,
  (dice) => `Data: ${Array.from({ length: 8 }, () => dice(500)).join(' ')}`,
  (dice) => `x = [${Array.from({ length: 8 }, () => `${dice(100)}.${digitsOf(dice, 3)}`).join(', ')}]`,
  (dice) =>
    `Part ${lettersOf(dice, 2, CAPITALS)}-${digitsOf(dice, 4)}-${lettersOf(dice, 1, CAPITALS)}${digitsOf(dice, 2)} fits model ${lettersOf(dice, 1, CAPITALS)}${digitsOf(dice, 3)}.`,
  (dice) =>
    `Read pages ${dice(400)}–${dice(900)} of chapter ${dice(30)}.${dice(9)}.${dice(9)}.${dice(9)} in biology for Germany and Peru.`,
  (dice) =>
    `La población era de ${dice(90)} ${digitsOf(dice, 3)} ${digitsOf(dice, 3)} habitantes en ${between(dice, 1900, 2026)}.`,
  (dice) => `color: #${lettersOf(dice, 6, '0123456789abcdef')}; width: ${dice(2000)}px; ratio ${dice(20)}:${dice(20)}`,
];

/** A sentence full of numbers that are nobody's. */
export function generateHarmless(dice: Dice): string {
  return pick(dice, HARMLESS)(dice);
}

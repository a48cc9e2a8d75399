const DIGITS: ReadonlyMap<string, number> = new Map(
  [...'零一二三四五六七八九']
    .map((digit, value): [string, number] => [digit, value])
    .concat([
      ['〇', 0],
      ['两', 2],
    ]),
);
const UNITS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1_000],
]);
const LARGE: ReadonlyMap<string, number> = new Map([
  ['万', 10_000],
  ['亿', 100_000_000],
]);
const RUN = /[零〇一二两三四五六七八九十百千万亿]+/g;
/** Words in which such characters count nothing. */
const NO_NUMBER =
  /十分(?!钟)|万一|千万别|三明治|七夕|星期[一二三四五六]|周[一二三四五六]|第?一(?![一二三四五六七八九十百千万亿])/g;

/** Numbers written in Han characters, as digits; a lone "一" is mostly an article. */
export function hanNumbers(text: string): readonly string[] {
  return (text.replace(NO_NUMBER, ' ').match(RUN) ?? []).flatMap((run) => {
    const value = readValue(run);
    return value === undefined ? [] : [String(value)];
  });
}

function readValue(run: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const sign of run) {
    const unit = UNITS.get(sign);
    const large = LARGE.get(sign);
    if (unit !== undefined) {
      section += (digit ?? 1) * unit;
      digit = undefined;
    } else if (large !== undefined) {
      total = (total + section + (digit ?? 0)) * large;
      section = 0;
      digit = undefined;
    } else {
      // Years are read digit by digit.
      digit = (digit ?? 0) * 10 + DIGITS.get(sign)!;
    }
  }
  const value = total + section + (digit ?? 0);
  return value === 0 && !/[零〇]/.test(run) ? undefined : value;
}

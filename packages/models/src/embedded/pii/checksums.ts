/** Sum of the digits, every second one from the right doubled, divisible by ten; `digits` holds decimal digits only. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const weighted = i % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** The number mod `modulus`, letters counted as 10 to 35 (ISO 7064 over letters and digits, upper case). */
export function remainder(value: string, modulus: number): number {
  let rest = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    rest = code < 58 ? (rest * 10 + code - 48) % modulus : (rest * 100 + code - 55) % modulus;
  }
  return rest;
}

/** ISO 13616: the first four characters moved to the end leave 1 mod 97; upper case. */
export function passesIbanCheck(iban: string): boolean {
  return remainder(iban.slice(4) + iban.slice(0, 4), 97) === 1;
}

const RESIDENT_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Chinese resident id: 17 digits and the check character of ISO 7064 mod 11-2 (X for ten). */
export function passesResidentCheck(id: string): boolean {
  return id.charAt(17) === '10X98765432'.charAt(weighted(id, RESIDENT_WEIGHTS) % 11);
}

/** German tax id: eleven digits, no leading zero, one digit twice or thrice in the first ten, ISO 7064 mod 11,10. */
export function passesGermanTaxCheck(digits: string): boolean {
  if (digits.charAt(0) === '0') return false;
  const counts = new Uint8Array(10);
  let product = 10;
  for (let i = 0; i < 10; i++) {
    const digit = digits.charCodeAt(i) - 48;
    counts[digit]!++;
    const sum = (digit + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  const repeated = counts.filter((count) => count > 1);
  if (repeated.length !== 1 || repeated[0]! > 3) return false;
  return (11 - product) % 10 === digits.charCodeAt(10) - 48;
}

/** French social security number with its key: 15 characters, Corsica's departments as 2A and 2B. */
export function passesNirCheck(number: string): boolean {
  const corsica = number.charAt(6);
  const digits = corsica === 'A' || corsica === 'B' ? `${number.slice(0, 6)}0${number.slice(7)}` : number;
  const offset = corsica === 'A' ? 1_000_000 : corsica === 'B' ? 2_000_000 : 0;
  const body = Number(digits.slice(0, 13)) - offset;
  return 97 - (body % 97) === Number(digits.slice(13));
}

/** Spanish id: the letter that follows from the eight digits mod 23. */
export function spanishLetter(digits: string): string {
  return 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(digits) % 23);
}

const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Italian fiscal code: 15 characters and the letter of their sum mod 26, odd places counted by a table. */
export function passesFiscalCodeCheck(code: string): boolean {
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const unit = code.charCodeAt(i);
    const value = unit < 58 ? unit - 48 : unit - 65;
    sum += i % 2 === 0 ? ODD_VALUES[value]! : value;
  }
  return code.charCodeAt(15) - 65 === sum % 26;
}

/** NHS number: ten digits, weights ten to two, mod 11. */
export function passesNhsCheck(digits: string): boolean {
  const check = (11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check === digits.charCodeAt(9) - 48;
}

/** Products in the dihedral group of ten elements, as Verhoeff's scheme defines them. */
function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b - 5) % 5);
  return b < 5 ? 5 + ((a - 5 - b + 5) % 5) : (a - b + 5) % 5;
}

const PERMUTATIONS: readonly (readonly number[])[] = (() => {
  const step = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const rows = [step.map((_, index) => index)];
  while (rows.length < 8) rows.push(rows.at(-1)!.map((value) => step[value]!));
  return rows;
})();

/** Verhoeff's check over all the digits, the check digit last. */
export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    check = dihedral(check, PERMUTATIONS[i % 8]![digit]!);
  }
  return check === 0;
}

/** Brazilian CPF: eleven digits, not all the same, two check digits mod 11. */
export function passesCpfCheck(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return false;
  const first = ((weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
  const second = ((weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
  return first === digits.charCodeAt(9) - 48 && second === digits.charCodeAt(10) - 48;
}

function weighted(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (digits.charCodeAt(i) - 48) * weights[i]!;
  return sum;
}

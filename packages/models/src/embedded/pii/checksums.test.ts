import { expect, test } from 'vitest';
import {
  passesCpfCheck,
  passesFiscalCodeCheck,
  passesGermanTaxCheck,
  passesIbanCheck,
  passesLuhn,
  passesNhsCheck,
  passesNirCheck,
  passesResidentCheck,
  passesVerhoeff,
} from './checksums.ts';
import { isBase58Address, isBech32Address, isChecksummedEthereum } from './crypto-address.ts';
import { keccak256Hex } from './keccak256.ts';

/** Published samples. */
const SAMPLES = [
  ['Luhn', passesLuhn, '4012888888881881'],
  ['IBAN', passesIbanCheck, 'MT84MALT011000012345MTLCAST001S'],
  ['Chinese resident id', passesResidentCheck, '11010519491231002X'],
  ['German tax id', passesGermanTaxCheck, '86095742719'],
  ['French NIR', passesNirCheck, '255081416802538'],
  ['Italian fiscal code', passesFiscalCodeCheck, 'RSSMRA85T10A562S'],
  ['NHS', passesNhsCheck, '9434765919'],
  ['Verhoeff', passesVerhoeff, '2363'],
  ['CPF', passesCpfCheck, '52998224725'],
  ['base58check', isBase58Address, '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
  ['bech32', isBech32Address, 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
  ['bech32m', isBech32Address, 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'],
  ['EIP-55', isChecksummedEthereum, '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
] as const;

test.each(SAMPLES)('%s holds for a valid sample', (_name, passes, value) => {
  expect(passes(value)).toBe(true);
});

test.each(SAMPLES)('%s fails when one character is another', (_name, passes, value) => {
  const at = value.length - 2;
  const original = value.charAt(at);
  const others = (/\d/.test(original) ? '0123456789' : /[a-z]/.test(original) ? 'acdefghjk' : 'ABCDEFGHJK').replace(
    original,
    '',
  );
  for (const other of others) expect(passes(value.slice(0, at) + other + value.slice(at + 1)), other).toBe(false);
});

test('a French number from Corsica counts its department as the standard says', () => {
  const body = '185072A123456';
  const key = 97 - ((Number(body.replace('A', '0')) - 1_000_000) % 97);
  expect(passesNirCheck(`${body}${String(key).padStart(2, '0')}`)).toBe(true);
  expect(passesNirCheck(`${body}${String(key === 97 ? 1 : key + 1).padStart(2, '0')}`)).toBe(false);
});

test('Keccak-256 gives the known hashes of nothing and of "abc"', () => {
  expect(keccak256Hex(new Uint8Array())).toBe('c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470');
  expect(keccak256Hex(new TextEncoder().encode('abc'))).toBe(
    '4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45',
  );
});

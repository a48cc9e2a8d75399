import { sha256Hex } from '../sha256.ts';
import { keccak256Hex } from './keccak256.ts';
import type { Scan } from './scan.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const ADDRESS_BYTES = 25;
/** Version bytes of Bitcoin's address kinds: to a key's hash, to a script's hash. */
const BITCOIN_VERSIONS = new Set([0x00, 0x05]);

/** Adds the Bitcoin or Ethereum address that the word `start` to `end` is. */
export function tagCryptoAddress(scan: Scan, start: number, end: number): void {
  const length = end - start;
  if (length < 14 || length > 90) return;
  const word = scan.text.slice(start, end);
  if (length === 42 && /^0x[0-9a-fA-F]{40}$/.test(word)) {
    addEthereum(scan, word, start, end);
    return;
  }
  if (length >= 26 && length <= 35 && /^[13][1-9A-HJ-NP-Za-km-z]+$/.test(word)) {
    scan.steps += length * length;
    if (isBase58Address(word)) scan.add('CRYPTO', 'verified', start, end);
    return;
  }
  if (/^(?:bc1|tb1|ltc1)/i.test(word)) {
    scan.steps += length;
    if (isBech32Address(word)) scan.add('CRYPTO', 'verified', start, end);
  }
}

function addEthereum(scan: Scan, word: string, start: number, end: number): void {
  const digits = word.slice(2);
  const isOneCase = digits === digits.toLowerCase() || digits === digits.toUpperCase();
  scan.steps += isOneCase ? word.length : 1000;
  if (!isOneCase) {
    if (isChecksummedEthereum(digits)) scan.add('CRYPTO', 'verified', start, end);
    return;
  }
  scan.add('CRYPTO', scan.isNamed('wallet', start, end) ? 'named' : 'shape', start, end);
}

/** EIP-55: a letter is a capital exactly where the hash of the address in small letters has a digit of 8 and up. */
export function isChecksummedEthereum(digits: string): boolean {
  const lower = digits.toLowerCase();
  const hash = keccak256Hex(asciiBytes(lower));
  for (let i = 0; i < 40; i++) {
    const isCapital = Number.parseInt(hash.charAt(i), 16) >= 8;
    if (digits.charAt(i) !== (isCapital ? lower.charAt(i).toUpperCase() : lower.charAt(i))) return false;
  }
  return true;
}

/** Base58check: version, 20 bytes, and the first four bytes of their doubled SHA-256. */
export function isBase58Address(word: string): boolean {
  const bytes = new Uint8Array(ADDRESS_BYTES);
  for (const character of word) {
    let carry = BASE58.indexOf(character);
    if (carry < 0) return false;
    for (let i = ADDRESS_BYTES - 1; i >= 0; i--) {
      carry += bytes[i]! * 58;
      bytes[i] = carry & 0xff;
      carry >>= 8;
    }
    if (carry > 0) return false;
  }
  if (!BITCOIN_VERSIONS.has(bytes[0]!)) return false;
  const hash = sha256Hex(bytesOfHex(sha256Hex(bytes.subarray(0, ADDRESS_BYTES - 4))));
  return hash.startsWith(hexOf(bytes.subarray(ADDRESS_BYTES - 4)));
}

const BECH32_GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const BECH32M = 0x2bc830a3;

/** Bech32 and bech32m: the polynomial's remainder over the prefix and the words is 1 or the m constant. */
export function isBech32Address(word: string): boolean {
  const lower = word.toLowerCase();
  if (word !== lower && word !== word.toUpperCase()) return false;
  const divider = lower.lastIndexOf('1');
  const prefix = lower.slice(0, divider);
  if (divider < 1 || lower.length - divider < 8) return false;
  let rest = 1;
  const feed = (value: number) => {
    const top = rest >>> 25;
    rest = ((rest & 0x1ffffff) << 5) ^ value;
    for (let i = 0; i < 5; i++) if ((top >>> i) & 1) rest ^= BECH32_GENERATORS[i]!;
  };
  for (let i = 0; i < prefix.length; i++) feed(prefix.charCodeAt(i) >> 5);
  feed(0);
  for (let i = 0; i < prefix.length; i++) feed(prefix.charCodeAt(i) & 31);
  for (const character of lower.slice(divider + 1)) {
    const value = BECH32.indexOf(character);
    if (value < 0) return false;
    feed(value);
  }
  return rest === 1 || rest === BECH32M;
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

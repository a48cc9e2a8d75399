/**
 * Why a span was tagged; each type gives every ground a confidence of its own, 0 where it cannot occur.
 * `verified`: a checksum holds, or a fixed structure that nothing else has. `named`: the shape, beside a word that
 * names it. `shape`: a shape that little else has. `doubtful`: a loose shape, a sample value, or a word that speaks
 * against it.
 */
export type Ground = 'verified' | 'named' | 'shape' | 'doubtful';

/** Confidence by ground, 0..1, for one type of personal data. */
export type Confidences = Readonly<Record<Ground, number>>;

function row(verified: number, named: number, shape: number, doubtful: number): Confidences {
  return { verified, named, shape, doubtful };
}

/** Every type that the tagger finds, in the names that `pii_types_allowed` uses, with its confidence by ground. */
export const PII_TYPES = {
  /** verified: ASCII address with a plausible domain; named: with other letters; shape: `[at]`; doubtful: in words. */
  EMAIL_ADDRESS: row(0.99, 0.97, 0.85, 0.7),
  /** verified: `+`, a country's code and its length; shape: a national shape with separators; doubtful: digits alone. */
  PHONE_NUMBER: row(0.97, 0.95, 0.92, 0.7),
  /** verified: Luhn, prefix and length; doubtful: the same in an order number, or 12 and 13 digits without a name. */
  CREDIT_CARD: row(0.98, 0.99, 0, 0.6),
  /** verified: mod 97 and the country's length. */
  IBAN_CODE: row(0.99, 0, 0, 0),
  /** shape: the address; doubtful: loopback, masks, or four small numbers that may be a version. */
  IP_ADDRESS: row(0, 0.97, 0.95, 0.5),
  /** shape: six pairs or three quadruples; doubtful: all zeros or all ones. */
  MAC_ADDRESS: row(0, 0.99, 0.97, 0.5),
  /** shape: dashes and valid ranges; doubtful: spaces. */
  US_SSN: row(0, 0.98, 0.92, 0.6),
  US_ITIN: row(0, 0.97, 0.88, 0.5),
  US_PASSPORT: row(0, 0.93, 0, 0),
  PASSPORT: row(0, 0.93, 0, 0),
  US_DRIVER_LICENSE: row(0, 0.92, 0, 0),
  /** verified: region, date of birth and mod 11-2. */
  CN_RESIDENT_ID: row(0.99, 0, 0, 0),
  /** verified: the rule of repeated digits and mod 11,10. */
  DE_TAX_ID: row(0.92, 0.98, 0, 0.7),
  FR_NIR: row(0.98, 0, 0, 0),
  /** The letter holds by chance once in 23 times. */
  ES_NIF: row(0.93, 0.98, 0, 0),
  ES_NIE: row(0.95, 0.98, 0, 0),
  IT_FISCAL_CODE: row(0.99, 0, 0, 0),
  /** No checksum exists; shape: a prefix that is issued, six digits, A to D. */
  UK_NINO: row(0, 0.98, 0.92, 0),
  /** Mod 11 holds by chance once in eleven times. */
  UK_NHS: row(0, 0.97, 0, 0.6),
  /** verified: Verhoeff, in groups of four; doubtful: twelve digits in one. */
  IN_AADHAAR: row(0.93, 0.98, 0, 0.6),
  /** verified: both check digits, with the usual dots and dash; doubtful: eleven digits in one. */
  BR_CPF: row(0.98, 0.98, 0, 0.8),
  /** verified: a vendor's prefix, a JWT or a private key; named: a random value beside "token", "api key"... */
  API_KEY: row(0.99, 0.95, 0, 0.6),
  /** named: the value beside "password"... */
  PASSWORD: row(0, 0.95, 0, 0),
  /** verified: base58check, bech32 or EIP-55; shape: 0x and 40 digits in one case. */
  CRYPTO: row(0.99, 0.95, 0.88, 0),
  /** shape: `user:password@host`; doubtful: a sample password. */
  URL_WITH_CREDENTIALS: row(0, 0, 0.98, 0.6),
  /** named: "date of birth"; doubtful: of a third or historical person. */
  DATE_OF_BIRTH: row(0, 0.95, 0, 0.7),
} as const satisfies Readonly<Record<string, Confidences>>;

export type PiiType = keyof typeof PII_TYPES;

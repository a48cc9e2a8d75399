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

/** Words that name a type when they stand before a value (lower case, in sources of regular expressions). */
export const NAMES = {
  phone:
    'phone|\\btel\\b|telephone|mobile|\\bcell\\b|cellular|\\bcall(?:s|ed|ing)?\\b|\\bdial|\\bring\\b|\\bfax|whatsapp|\\btext (?:me|us|him|her|them)|\\bsms\\b|hotline|my number|\\bnumber is|his number|her number|contact|reach (?:me|us|him|her|them|out)|手机|手機|电话|電話|座机|热线|传真|致电|拨打|联系|telefon|\\bhandy|rufnummer|t[ée]l[ée]phone|appel|portable|tel[ée]fono|m[óo]vil|celular|telefone|cellulare|телефон|\\bтел\\b|звон|携帯|전화|휴대폰|연락처|फ़?ोन|هاتف|جوال',
  card: '\\bcards?\\b|credit|debit|visa|master ?card|amex|american express|maestro|discover|union ?pay|银联|信用卡|银行卡|储蓄卡|借记卡|卡号|kreditkarte|\\bkarte|\\bcarte\\b|tarjeta|cart[ãa]o|carta di|карт|カード|카드|बैंक|कार्ड|بطاقة',
  ipAddress:
    '\\bips?\\b|\\bip ?v?[46]?|address|\\bhost|server|\\bping|ssh|subnet|gateway|\\bdns\\b|地址|服务器|主机|adresse|direcci[óo]n',
  ssn: '\\bssn\\b|\\bss#|social[ -]?security|social (?:number|no)|社会安全号|社安号',
  itin: '\\bitin\\b|taxpayer',
  taxId: 'steuer|\\bidnr|\\btin\\b|tax[ -]?id',
  nif: '\\bdni\\b|\\bnif\\b|\\bnie\\b|documento|identidad',
  nino: '\\bnino\\b|national insurance|\\bni (?:number|no)',
  nhs: '\\bnhs\\b|health service',
  aadhaar: 'aadha+r|आधार|\\buid(?:ai)?\\b',
  cpf: '\\bcpf\\b|cadastro',
  passport: 'passport|护照|護照|reisepass|passeport|pasaporte|passaport|паспорт|パスポート|여권',
  american: '\\bus\\b|\\bu\\.s\\.|american|united states|\\busa\\b|美国',
  driverLicense:
    "driver[’']?s?[’']? ?licen[cs]e|driving licen[cs]e|\\bdl ?(?:#|no\\b|number)|\\blicen[cs]e (?:number|no\\b|#)",
  wallet: 'wallet|\\beth\\b|ethereum|crypto|\\bsend\\b|usdt|usdc|address|钱包|地址|转账|以太',
  identifier:
    'order|invoice|tracking|shipment|parcel|ticket|\\bcase\\b|\\bref(?:erence)?\\b|serial|\\bisbn|\\bissn|\\bsku\\b|\\bpart\\b|\\bmodel\\b|\\bbarcode|\\bean\\b|\\bupc\\b|imei|patent|\\bbuild\\b|commit|\\brow\\b|record|timestamp|transaction|\\bid\\b|\\bdoi\\b|\\bhash|population|seed|订单|单号|编号|编码|序列号|流水|运单|型号|版本|bestell|rechnung|sendung|pedido|factura|commande|facture|заказ|注文|주문',
  version:
    '\\bv(?:er(?:sion)?)?\\.?|release|firmware|\\bbuild|\\bsection|\\bsdk|driver|upgrade|update|chapter|clause|版本|章|节|固件',
} as const;

export type NameGroup = keyof typeof NAMES;

/** Calling codes of countries with the least and most digits of their national numbers; the others in ranges. */
export const CALLING_CODES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  1: [10, 10],
  7: [10, 10],
  20: [9, 10],
  27: [9, 9],
  30: [10, 10],
  31: [9, 9],
  32: [8, 9],
  33: [9, 9],
  34: [9, 9],
  36: [8, 9],
  39: [8, 11],
  40: [9, 9],
  41: [9, 9],
  43: [7, 13],
  44: [9, 10],
  45: [8, 8],
  46: [7, 10],
  47: [8, 8],
  48: [9, 9],
  49: [7, 12],
  51: [8, 9],
  52: [10, 11],
  53: [8, 8],
  54: [10, 11],
  55: [10, 11],
  56: [9, 9],
  57: [10, 10],
  58: [10, 10],
  60: [8, 10],
  61: [9, 9],
  62: [8, 12],
  63: [9, 10],
  64: [8, 10],
  65: [8, 8],
  66: [8, 9],
  81: [9, 10],
  82: [8, 11],
  84: [9, 10],
  86: [10, 11],
  90: [10, 10],
  91: [10, 10],
  92: [9, 10],
  93: [9, 9],
  94: [9, 9],
  95: [7, 10],
  98: [10, 10],
};

/** Three-digit calling codes, first to last; their national numbers have 6 to 12 digits. */
export const CALLING_CODE_RANGES: readonly (readonly [number, number])[] = [
  [211, 213],
  [216, 218],
  [220, 269],
  [290, 291],
  [297, 299],
  [350, 359],
  [370, 389],
  [420, 423],
  [500, 509],
  [590, 599],
  [670, 692],
  [850, 856],
  [880, 880],
  [886, 886],
  [960, 979],
  [992, 998],
];

/** National numbers with their separators, each distinctive enough to stand alone. */
export const NATIONAL_PHONES: Readonly<Record<string, readonly string[]>> = {
  northAmerica: [
    '(?:1[-. ]?)?\\([2-9]\\d\\d\\)[- ]?[2-9]\\d\\d[-. ]\\d{4}',
    '(?:1-)?[2-9]\\d\\d-[2-9]\\d\\d-\\d{4}',
    '(?:1\\.)?[2-9]\\d\\d\\.[2-9]\\d\\d\\.\\d{4}',
    '(?:1 )?[2-9]\\d\\d [2-9]\\d\\d[- ]\\d{4}',
  ],
  china: [
    '1[3-9]\\d{9}',
    '1[3-9]\\d-\\d{4}-\\d{4}',
    '1[3-9]\\d \\d{4} \\d{4}',
    '\\(0(?:10|2\\d|[3-9]\\d\\d)\\) ?\\d{7,8}',
    '0(?:10|2\\d|[3-9]\\d\\d)-\\d{7,8}',
    '0(?:10|2\\d)[- ]\\d{4}[- ]\\d{4}',
    '[48]00-\\d{3}-\\d{4}',
    '[48]00-\\d{4}-\\d{3}',
  ],
  france: [
    '0[1-9] \\d\\d \\d\\d \\d\\d \\d\\d',
    '0[1-9]\\.\\d\\d\\.\\d\\d\\.\\d\\d\\.\\d\\d',
    '0[1-9]-\\d\\d-\\d\\d-\\d\\d-\\d\\d',
  ],
  unitedKingdom: [
    '07\\d{3} \\d{6}',
    '07\\d{3} \\d{3} \\d{3}',
    '\\(?0\\d{2}\\)? \\d{4} \\d{4}',
    '\\(?0\\d{3}\\)? \\d{3} \\d{4}',
    '\\(?0\\d{4}\\)? \\d{5,6}',
  ],
  japan: ['0[5789]0-\\d{4}-\\d{4}', '0\\d-\\d{4}-\\d{4}', '0\\d\\d-\\d{3}-\\d{4}', '0120-\\d{3}-\\d{3}'],
  korea: ['01[016789]-\\d{3,4}-\\d{4}', '02-\\d{3,4}-\\d{4}'],
  brazil: ['\\(\\d\\d\\) ?9?\\d{4}-\\d{4}'],
  india: ['[6-9]\\d{4}[- ]\\d{5}', '0\\d{2,4}-\\d{6,8}'],
  russia: ['8 ?\\(\\d{3}\\) ?\\d{3}-\\d\\d-\\d\\d', '8[- ]9\\d\\d[- ]\\d{3}[- ]\\d\\d[- ]\\d\\d'],
  australia: ['04\\d\\d \\d{3} \\d{3}', '\\(0[2378]\\) \\d{4} \\d{4}', '1[38]00 \\d{3} \\d{3}'],
  germany: [
    '0\\d{2,4}[/-]\\d{5,8}',
    '0\\d{2,4}/\\d{3,4} ?\\d{3,5}',
    '01[567]\\d[ ]\\d{7,8}',
    '01[567]\\d \\d{3,4} \\d{3,4}',
  ],
};

/** National numbers that other things look like as well: doubtful unless a word names them. */
export const LOOSE_PHONES: readonly string[] = [
  '0[1-9]\\d{8,9}',
  '\\(0?\\d{1,4}\\)[- ]?\\d{3,4}[- ]?\\d{3,4}',
  '[6789]\\d\\d \\d{3} \\d{3}',
  '[6789]\\d\\d \\d\\d \\d\\d \\d\\d',
  '0\\d{1,4} \\d{2,8}(?: \\d{2,4})?(?: \\d{2,4})?',
];

/** Card prefixes, first to last, with the lengths that occur. */
export const CARD_PREFIXES: readonly (readonly [first: number, last: number, lengths: readonly number[]])[] = [
  [4, 4, [13, 16, 19]],
  [51, 55, [16]],
  [2221, 2720, [16]],
  [34, 34, [15]],
  [37, 37, [15]],
  [300, 305, [14, 16, 19]],
  [309, 309, [14, 16]],
  [36, 36, [14, 16, 19]],
  [38, 39, [14, 16, 19]],
  [3528, 3589, [16, 17, 18, 19]],
  [1800, 1800, [15]],
  [2131, 2131, [15]],
  [2200, 2204, [16, 17, 18, 19]],
  [50, 50, [12, 13, 14, 15, 16, 17, 18, 19]],
  [56, 69, [12, 13, 14, 15, 16, 17, 18, 19]],
  [81, 82, [16]],
  [9792, 9792, [16]],
];

/** Letters and digits of an IBAN by country. */
export const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BI: 27,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DJ: 27,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FK: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HN: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MN: 20,
  MR: 27,
  MT: 31,
  MU: 30,
  NI: 28,
  NL: 18,
  NO: 15,
  OM: 23,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  RU: 33,
  SA: 24,
  SC: 31,
  SD: 18,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  SO: 23,
  ST: 25,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
  YE: 30,
};

/** Beginnings of vendors' keys and the least number of characters that follow. */
export const KEY_PREFIXES: readonly (readonly [prefix: string, least: number])[] = [
  ['sk-ant-', 20],
  ['sk-proj-', 20],
  ['sk-or-', 20],
  ['sk-svcacct-', 20],
  ['sk-', 20],
  ['sk_live_', 16],
  ['sk_test_', 16],
  ['pk_live_', 16],
  ['pk_test_', 16],
  ['rk_live_', 16],
  ['rk_test_', 16],
  ['whsec_', 24],
  ['ghp_', 36],
  ['gho_', 36],
  ['ghu_', 36],
  ['ghs_', 36],
  ['ghr_', 36],
  ['github_pat_', 22],
  ['glpat-', 20],
  ['xoxb-', 20],
  ['xoxp-', 20],
  ['xoxa-', 20],
  ['xoxr-', 20],
  ['xoxs-', 20],
  ['xapp-', 20],
  ['hf_', 30],
  ['npm_', 36],
  ['pypi-', 50],
  ['dop_v1_', 64],
  ['shpat_', 32],
  ['shpss_', 32],
  ['gsk_', 40],
  ['nvapi-', 40],
  ['pplx-', 40],
  ['xai-', 40],
  ['dckr_pat_', 20],
  ['r8_', 36],
  ['AKIA', 16],
  ['ASIA', 16],
  ['AIza', 35],
  ['LTAI', 12],
  ['SG.', 40],
  ['ya29.', 30],
];

import { KEY_PREFIXES, NAME_PREFIXES } from './patterns.ts';
import { CLASSES, isAlphanumeric, isDigit, isWordUnit, type Scan } from './scan.ts';

const LONGEST_KEY = 512;
const LONGEST_PREFIX_WORD = 8;
const LONGEST_SECRET = 128;
const PREFIXES_BY_WORD: ReadonlyMap<string, readonly (readonly [string, number])[]> = (() => {
  const byWord = new Map<string, (readonly [string, number])[]>();
  for (const entry of KEY_PREFIXES) {
    const word = /^[A-Za-z0-9]+/.exec(entry[0])![0];
    byWord.set(word, [...(byWord.get(word) ?? []), entry]);
  }
  return byWord;
})();
/** Beginnings without a sign behind: the key's first word is longer than they are. */
const BARE_PREFIXES = KEY_PREFIXES.filter(([prefix]) => /^[A-Za-z0-9]+$/.test(prefix));

/** Adds the vendor's key or the JWT that begins with the word `start` to `end`. */
export function tagKey(scan: Scan, start: number, end: number): void {
  if (start < scan.readTo.key || isBoundByDash(scan, start)) return;
  if (scan.text.startsWith('eyJ', start) && end - start >= 10) {
    tagJwt(scan, start);
    return;
  }
  const ofWord = end - start <= LONGEST_PREFIX_WORD ? PREFIXES_BY_WORD.get(scan.text.slice(start, end)) : undefined;
  const isOf = ([prefix]: readonly [string, number]) => scan.text.startsWith(prefix, start);
  const bare = ofWord === undefined ? BARE_PREFIXES.find(isOf) : undefined;
  const match = bare ?? ofWord?.find(isOf);
  if (match === undefined) return;
  const [prefix, least] = match;
  const from = start + prefix.length;
  const to = keyEnd(scan, from, prefix.endsWith('.'));
  scan.readTo.key = to;
  const rest = scan.text.slice(from, to);
  const looksLikeOne = NAME_PREFIXES.has(prefix) ? isRandom(rest) : isVaried(rest) && !isName(rest);
  const isKey = bare === undefined ? looksLikeOne : isVaried(rest);
  if (rest.length >= least && isKey) scan.add('API_KEY', 'verified', start, to);
}

function isBoundByDash(scan: Scan, start: number): boolean {
  const code = scan.code(start - 1);
  return isWordUnit(code) || (code === 0x2d && isWordUnit(scan.code(start - 2)));
}

/** End of the letters, digits, `-` and `_` from `start`, without signs at the end. */
function keyEnd(scan: Scan, start: number, hasDots: boolean): number {
  let end = start;
  while (end - start < LONGEST_KEY) {
    const code = scan.code(end);
    if (!isAlphanumeric(code) && code !== 0x2d && code !== 0x5f && !(hasDots && code === 0x2e)) break;
    end++;
  }
  scan.steps += end - start;
  while (
    end > start &&
    !isAlphanumeric(scan.code(end - 1)) &&
    scan.code(end - 1) !== 0x5f &&
    scan.code(end - 1) !== 0x2d
  )
    end--;
  return end;
}

/** Neighbours of different classes (digit, capital, small) are frequent in random strings and rare in words. */
function isRandom(value: string): boolean {
  let changes = 0;
  let pairs = 0;
  for (let i = 1; i < value.length; i++) {
    const left = CLASSES[value.charCodeAt(i - 1)] ?? 0;
    const right = CLASSES[value.charCodeAt(i)] ?? 0;
    if (left === 0 || right === 0) continue;
    pairs++;
    if (left !== right) changes++;
  }
  return changes >= 3 && changes * 6 >= pairs;
}

/** Words with signs between them, or what stands in place of a key: `plan-for-next-year`, `your_key_here`. */
function isName(value: string): boolean {
  return /^[a-z]+(?:[-_][a-z]+)+$/.test(value) || isPlaceholder(value);
}

/** Behind what no name begins with, samples of one repeated character are left out beside names. */
function isVaried(value: string): boolean {
  return new Set(value).size >= LEAST_DIFFERENT;
}

function tagJwt(scan: Scan, start: number): void {
  const header = keyEnd(scan, start, false);
  scan.readTo.key = header;
  if (scan.code(header) !== 0x2e || !scan.text.startsWith('eyJ', header + 1)) return;
  const body = jwtPartEnd(scan, header + 1);
  if (scan.code(body) !== 0x2e || body - header < 8) return;
  const end = jwtPartEnd(scan, body + 1);
  scan.readTo.key = end;
  scan.add('API_KEY', 'verified', start, end);
}

/** Claims may be long, so a part has no limit; each is read once. */
function jwtPartEnd(scan: Scan, start: number): number {
  let end = start;
  for (let code = scan.code(end); isAlphanumeric(code) || code === 0x2d || code === 0x5f; code = scan.code(end)) end++;
  scan.steps += end - start;
  return end;
}

const PEM_HEADER = /^BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
const PEM_END = '-----END';
const LONGEST_PEM_END = 48;

/** Adds the private key whose word BEGIN is at `start`, to its end line or as far as its text goes. */
export function tagPrivateKey(scan: Scan, start: number): void {
  if (start < scan.readTo.pem || !scan.text.startsWith('-----', start - 5)) return;
  const header = PEM_HEADER.exec(scan.text.slice(start, start + 64));
  if (header === null) return;
  let end = start + header[0].length;
  while (isPemUnit(scan.code(end))) end++;
  scan.steps += end - start;
  scan.readTo.pem = end;
  if (scan.text.startsWith(PEM_END, end)) {
    const close = scan.text.slice(end + PEM_END.length, end + PEM_END.length + LONGEST_PEM_END).indexOf('-----');
    if (close >= 0) end += PEM_END.length + close + 5;
  }
  scan.add('API_KEY', 'verified', start - 5, end);
}

function isPemUnit(code: number): boolean {
  // + / = : , \ and white space: the body, its headers, and line ends written as \n
  return (
    isAlphanumeric(code) ||
    code === 0x2b ||
    code === 0x2f ||
    code === 0x3d ||
    code === 0x3a ||
    code === 0x2c ||
    code === 0x5c ||
    code === 0x20 ||
    code === 0x0a ||
    code === 0x0d
  );
}

const PASSWORD_WORDS =
  '(?:pass ?word|passwd|passphrase|passcode|\\bpwd|\\bpass\\b|\\bpin\\b|密码|口令|密碼|パスワード|비밀번호|contraseña|passwort|kennwort|mot de passe|senha|пароль|كلمة المرور)';
const KEY_WORDS =
  '(?:api[ _-]?keys?|secret[ _-]?keys?|access[ _-]?keys?|access[ _-]?key[ _-]?id|secret|\\bauth|token|bearer|credentials?|private[ _-]?key|client[ _-]?secret|密钥|令牌|秘钥)';
const LINK = '["\'`]?\\s{0,2}(?:is now|is|are|was|:=|=>|[:=]|是|为|為|ist|es|est|は)?\\s{0,2}(?:bearer )?["\'`]?$';
const PASSWORD_BEFORE = new RegExp(PASSWORD_WORDS + LINK);
const KEY_BEFORE = new RegExp(KEY_WORDS + LINK);
const LEAST_DIFFERENT = 6;
const LEAST_PASSWORD = 6;
const LEAST_SECRET = 12;
/** What documentation writes in place of a secret. */
const PLACEHOLDER =
  /^(?:[*x.•]+|[<{[(%$#@].*|.*(?:your|example|placeholder|changeme|redacted|password|passwd|secret|token|api_?key|env\b|process\.|null|undefined|required|string).*)$/i;

/** True for a sample in place of a secret: `<password>`, `xxxx`, `your-key`. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/** Adds the value that follows the `:` or `=` at `sign`, if a word for a secret stands before it. */
export function tagAssignedSecret(scan: Scan, sign: number): void {
  const code = scan.code(sign - 1);
  if (!(isWordUnit(code) || code > 0x2e80 || code === 0x22 || code === 0x27 || code === 0x20)) return;
  let start = sign + 1;
  while (start - sign < 4 && (scan.code(start) === 0x20 || scan.code(start) === 0x22 || scan.code(start) === 0x27))
    start++;
  scan.steps += start - sign;
  tagSecretValue(scan, start);
}

/** Adds the value at `start` if the words before it name a password or a key. */
export function tagSecretValue(scan: Scan, start: number): void {
  if (start <= scan.readTo.secret) return;
  const before = scan.before(start);
  const isPassword = PASSWORD_BEFORE.test(before);
  if (!isPassword && !KEY_BEFORE.test(before)) return;
  const end = valueEnd(scan, start);
  scan.readTo.secret = start;
  const value = scan.text.slice(start, end);
  if (isPlaceholder(value)) return;
  if (isPassword && isPasswordLike(value)) scan.add('PASSWORD', 'named', start, end);
  else if (!isPassword && value.length >= LEAST_SECRET && /\d/.test(value) && isRandom(value)) {
    scan.add('API_KEY', 'named', start, end);
  }
}

function valueEnd(scan: Scan, start: number): number {
  let end = start;
  while (end - start < LONGEST_SECRET && isSecretUnit(scan.code(end))) end++;
  scan.steps += end - start;
  while (end > start && /[.,;:!?)\]}]/.test(scan.text.charAt(end - 1))) end--;
  return end;
}

function isSecretUnit(code: number): boolean {
  return (
    code > 0x20 &&
    code < 0x7f &&
    code !== 0x22 &&
    code !== 0x27 &&
    code !== 0x60 &&
    code !== 0x2c &&
    code !== 0x3b &&
    code !== 0x3c &&
    code !== 0x3e
  );
}

/** Six and more of two kinds of characters, or of digits alone; words in small letters are prose. */
function isPasswordLike(value: string): boolean {
  if (value.length < LEAST_PASSWORD || value.includes('://')) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  if (kinds === 1) return isDigit(value.charCodeAt(0));
  // A capital at the beginning alone, or a dash inside, is still a word.
  return !/^[A-Za-z][a-z]*(?:[-/'][a-z]+)*$/.test(value);
}

const LONGEST_AUTHORITY = 320;

/** Adds the address with a user and password whose `://` begins at `colon`. */
export function tagUrlCredentials(scan: Scan, colon: number): void {
  if (colon < scan.readTo.url || !scan.text.startsWith('//', colon + 1)) return;
  let start = colon;
  while (
    colon - start < 24 &&
    (isAlphanumeric(scan.code(start - 1)) || scan.code(start - 1) === 0x2b || scan.code(start - 1) === 0x2d)
  )
    start--;
  if (start === colon) return;
  const from = colon + 3;
  let end = from;
  let at = -1;
  while (end - from < LONGEST_AUTHORITY && isAuthorityUnit(scan.code(end))) {
    if (scan.code(end) === 0x40) at = end;
    end++;
  }
  scan.steps += end - start;
  scan.readTo.url = end;
  if (at < 0) return;
  const [user, password] = splitOnce(scan.text.slice(from, at), ':');
  if (password === '' || (user === '' && password.length < LEAST_PASSWORD) || end === at + 1) return;
  while (/[.,;:!)]/.test(scan.text.charAt(end - 1))) end--;
  const isSample = isPlaceholder(password) || password === 'pass' || password === 'pw';
  scan.add('URL_WITH_CREDENTIALS', isSample ? 'doubtful' : 'shape', start, end);
}

function splitOnce(text: string, sign: string): readonly [string, string] {
  const index = text.indexOf(sign);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function isAuthorityUnit(code: number): boolean {
  // not / ? # " ' < > ` \ and nothing outside ASCII
  return (
    code > 0x20 &&
    code < 0x7f &&
    code !== 0x2f &&
    code !== 0x3f &&
    code !== 0x23 &&
    code !== 0x22 &&
    code !== 0x27 &&
    code !== 0x3c &&
    code !== 0x3e &&
    code !== 0x60 &&
    code !== 0x5c
  );
}

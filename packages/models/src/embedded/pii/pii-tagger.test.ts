import { expect, test } from 'vitest';
import { tagText } from './pii-tagger.ts';

/** Default threshold of pii rules. */
const THRESHOLD = 0.9;

const describe = (text: string, threshold = 0) =>
  tagText(text)
    .spans.filter(({ confidence }) => confidence >= threshold)
    .map(({ label, start, end }) => `${label} ${text.slice(start, end)}`);

test.each([
  ['Write to ann.lee+x@mail.example.org, please.', 'EMAIL_ADDRESS ann.lee+x@mail.example.org'],
  ['我的邮箱是zhang_san@example.com请联系', 'EMAIL_ADDRESS zhang_san@example.com'],
  ['josé@müller.de', 'EMAIL_ADDRESS josé@müller.de'],
  ['Call +44 20 7946 0958 now', 'PHONE_NUMBER +44 20 7946 0958'],
  ['Call +44 (0)20 7946 0958 now', 'PHONE_NUMBER +44 (0)20 7946 0958'],
  ['(212) 555-0123 ext. 12', 'PHONE_NUMBER (212) 555-0123 ext. 12'],
  ['call 212.555.0123', 'PHONE_NUMBER 212.555.0123'],
  ['0049 30 123456', 'PHONE_NUMBER 0049 30 123456'],
  ['我的手机号是13800138000，谢谢', 'PHONE_NUMBER 13800138000'],
  ['电话010-12345678', 'PHONE_NUMBER 010-12345678'],
  ['Appelez le 06 12 34 56 78.', 'PHONE_NUMBER 06 12 34 56 78'],
  ['my phone number: 5550123', 'PHONE_NUMBER 5550123'],
  ['ligue (11) 91234-5678', 'PHONE_NUMBER (11) 91234-5678'],
  ['携帯は090-1234-5678です', 'PHONE_NUMBER 090-1234-5678'],
  ['pay with 4012-8888-8888-1881', 'CREDIT_CARD 4012-8888-8888-1881'],
  ['378282246310005', 'CREDIT_CARD 378282246310005'],
  ['to DE89 3704 0044 0532 0130 00.', 'IBAN_CODE DE89 3704 0044 0532 0130 00'],
  ['gb29nwbk60161331926819', 'IBAN_CODE gb29nwbk60161331926819'],
  ['ping 140.252.141.168', 'IP_ADDRESS 140.252.141.168'],
  ['http://10.0.0.15:8080/x', 'IP_ADDRESS 10.0.0.15'],
  ['from 2001:db8:85a3::8a2e:370:7334 on', 'IP_ADDRESS 2001:db8:85a3::8a2e:370:7334'],
  ['MAC address 0c:80:33:28:5d:47', 'MAC_ADDRESS 0c:80:33:28:5d:47'],
  ['AA-BB-CC-DD-EE-0F', 'MAC_ADDRESS AA-BB-CC-DD-EE-0F'],
  ['my SSN 117 44 7426', 'US_SSN 117 44 7426'],
  ['219-09-9999', 'US_SSN 219-09-9999'],
  ['my ITIN is 912-70-1234', 'US_ITIN 912-70-1234'],
  ['US passport number 123456789', 'US_PASSPORT 123456789'],
  ['护照号E12345678', 'PASSPORT E12345678'],
  ["driver's license A1253258", 'US_DRIVER_LICENSE A1253258'],
  ['身份证11010519491231002X。', 'CN_RESIDENT_ID 11010519491231002X'],
  ['Steuer-ID 86 095 742 719', 'DE_TAX_ID 86 095 742 719'],
  ['2 55 08 14 168 025 38', 'FR_NIR 2 55 08 14 168 025 38'],
  ['DNI 12345678Z', 'ES_NIF 12345678Z'],
  ['12.345.678-Z', 'ES_NIF 12.345.678-Z'],
  ['NIE X1234567L', 'ES_NIE X1234567L'],
  ['cf RSSMRA85T10A562S', 'IT_FISCAL_CODE RSSMRA85T10A562S'],
  ['AB 12 34 56 C', 'UK_NINO AB 12 34 56 C'],
  ['NHS number 943 476 5919', 'UK_NHS 943 476 5919'],
  ['Aadhaar 2341 2341 2346', 'IN_AADHAAR 2341 2341 2346'],
  ['529.982.247-25', 'BR_CPF 529.982.247-25'],
  ['sk-ant-api03-AbC1dEf2GhI3jKl4MnO5', 'API_KEY sk-ant-api03-AbC1dEf2GhI3jKl4MnO5'],
  ['sk-proj-abcdefghijklmnopqrstuvwxyz', 'API_KEY sk-proj-abcdefghijklmnopqrstuvwxyz'],
  ['ghp_0123456789abcdefghijklmnopqrstuvwxyz', 'API_KEY ghp_0123456789abcdefghijklmnopqrstuvwxyz'],
  ['AKIAIOSFODNN7EXAMPL2', 'API_KEY AKIAIOSFODNN7EXAMPL2'],
  ['api_key = "9f8Ab7c6D5e4F3a2"', 'API_KEY 9f8Ab7c6D5e4F3a2'],
  [
    'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'API_KEY eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  ],
  ['your password is 5cFxfhNwJ2Eg.', 'PASSWORD 5cFxfhNwJ2Eg'],
  ['密码是123456', 'PASSWORD 123456'],
  ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'CRYPTO 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
  ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'CRYPTO 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
  ['postgres://bob:t0ps3cr@db.example.com/x', 'URL_WITH_CREDENTIALS postgres://bob:t0ps3cr@db.example.com'],
  ['I was born on March 5, 1980.', 'DATE_OF_BIRTH March 5, 1980'],
  ['DOB: 03/05/1980', 'DATE_OF_BIRTH 03/05/1980'],
  ['出生日期：1990年1月1日', 'DATE_OF_BIRTH 1990年1月1日'],
])('finds in %j exactly %j', (text, expected) => {
  expect(describe(text, THRESHOLD)).toEqual([expected]);
});

test('a private key is one span to its end line, cut off or not', () => {
  const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIEow/+\nAA==\n-----END RSA PRIVATE KEY-----';
  expect(describe(`key:\n${key}\nbye`, THRESHOLD)).toEqual([`API_KEY ${key}`]);
  expect(describe('-----BEGIN PRIVATE KEY-----\nMIIEow', THRESHOLD)).toEqual([
    'API_KEY -----BEGIN PRIVATE KEY-----\nMIIEow',
  ]);
  expect(describe('-----BEGIN PUBLIC KEY-----\nMIIEow\n-----END PUBLIC KEY-----')).toEqual([]);
});

test.each([
  'On 2024-11-21 at 10:30:45 we met, as in 21.11.2024 and 11/21/2024.',
  'Upgrade from v1.2.3.4 to release 5.6.7.8.',
  'Mozilla/5.0 (X11) Chrome/120.0.0.0 Safari/537.36',
  'ISBN 978-3-16-148410-0 and ISSN 2049-3630',
  'Order 1234567890, tracking number 1Z999AA10123456784',
  'It cost $1,234,567.89, or 1.234.567,89 €, or ￥12000000.',
  'The summit is at 37.774929, -122.419416.',
  'Biology in Germany, China, the United States and Peru.',
  'From 1990-2000 there were 1000000 people in rows 12345678 to 23456789.',
  '4012-8888-8888-1882',
  'DE89 3704 0044 0532 0130 01',
  '11010519491231002X1',
  '110105194912310021',
  'ssn 000-12-3456, 666-12-3456 and 123-00-4567',
  '12345678A',
  '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb',
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD',
  'commit da39a3ee5e6b4b0d3255bfef95601890afd80709',
  '550e8400-e29b-41d4-a716-446655440000',
  'sk-learn-pipeline-with-several-steps-version-2',
  'sk-proj-plan-for-the-next-year, sk-proj-xxxxxxxxxxxxxxxxxxxxxxxx, sk_live_your_key_goes_here1',
  'Password: must be strong. The token is expired. password: required',
  'How do I reset my password? The secret: patience.',
  'password=<your-password> token=$TOKEN api_key: "YOUR_API_KEY_12345"',
  'std::vector<int> and a::b at 12::30',
  'npm i react@18.2.0 icon@2x.png @user see https://medium.com/@someone',
  'Meet me at noon, dot the i and cross the t.',
  'Napoleon, born on 15 August 1769, was crowned on 2 December 1804.',
  'the year 1980 and my birthday party in June 2024',
  '岩手地震发生于2008年6月14日。',
  '订单号123456789012，金额8888元。',
  '2 + 2 = 4, 3.14159265358979, 6.022e23, 10^12',
  'Data: 255 241 6950 7000 438 398 7950 8000',
])('finds nothing in %j at the default threshold', (text) => {
  expect(describe(text, THRESHOLD)).toEqual([]);
});

test.each([
  ['ann at example dot com', 'EMAIL_ADDRESS', 0.7],
  ['joe [at] example [dot] co.uk', 'EMAIL_ADDRESS', 0.85],
  ['joe(at)example.org', 'EMAIL_ADDRESS', 0.85],
  ['git@github.com:a/b.git', 'EMAIL_ADDRESS', 0.7],
  ['https://user:password@localhost/', 'URL_WITH_CREDENTIALS', 0.6],
  ['run it on 127.0.0.1', 'IP_ADDRESS', 0.5],
  ['Ada was born on 10 December 1915.', 'DATE_OF_BIRTH', 0.7],
  ['order number 4012888888881881', 'CREDIT_CARD', 0.6],
] as const)('%j is %s with confidence %d', (text, label, confidence) => {
  expect(tagText(text).spans).toMatchObject([{ label, confidence }]);
});

test.each([
  ['卡号４０１２８８８８８８８８１８８１。', 'CREDIT_CARD', '４０１２８８８８８８８８１８８１'],
  ['card 4012\u200b8888\u200b8888\u200b1881!', 'CREDIT_CARD', '4012\u200b8888\u200b8888\u200b1881'],
  ['card \u200b4012 8888 8888 1881\u200b!', 'CREDIT_CARD', '4012 8888 8888 1881'],
  ['card 4012\u00a08888\u20118888\u00a01881', 'CREDIT_CARD', '4012\u00a08888\u20118888\u00a01881'],
  ['card 4012\u00a08888\u00a08888\u00a01881', 'CREDIT_CARD', '4012\u00a08888\u00a08888\u00a01881'],
  ['😀 ann\u2060@example.org 😀', 'EMAIL_ADDRESS', 'ann\u2060@example.org'],
  ['ａｎｎ＠ｅｘａｍｐｌｅ．ｏｒｇ', 'EMAIL_ADDRESS', 'ａｎｎ＠ｅｘａｍｐｌｅ．ｏｒｇ'],
  ['بطاقة ٤٠١٢٨٨٨٨٨٨٨٨١٨٨١', 'CREDIT_CARD', '٤٠١٢٨٨٨٨٨٨٨٨١٨٨١'],
  ['card 𝟜𝟘𝟙𝟚𝟠𝟠𝟠𝟠𝟠𝟠𝟠𝟠𝟙𝟠𝟠𝟙.', 'CREDIT_CARD', '𝟜𝟘𝟙𝟚𝟠𝟠𝟠𝟠𝟠𝟠𝟠𝟠𝟙𝟠𝟠𝟙'],
  ['手机：１３８\u200d００１３８０００', 'PHONE_NUMBER', '１３８\u200d００１３８０００'],
])('offsets of %j are those of the raw text', (text, label, value) => {
  expect(describe(text, THRESHOLD)).toEqual([`${label} ${value}`]);
});

test('spans come in order and do not overlap, the surer or longer one where two claim the same', () => {
  const text = 'url https://ann:t0ps3cret@mail.example.org x@example.org 4012888888881881, +1 212 555 0123';
  const { spans } = tagText(text);
  expect(spans.map(({ label }) => label)).toEqual([
    'URL_WITH_CREDENTIALS',
    'EMAIL_ADDRESS',
    'CREDIT_CARD',
    'PHONE_NUMBER',
  ]);
  for (let i = 1; i < spans.length; i++) expect(spans[i]!.start).toBeGreaterThanOrEqual(spans[i - 1]!.end);
});

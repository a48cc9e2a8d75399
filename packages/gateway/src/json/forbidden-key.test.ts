import { expect, test } from 'vitest';
import { forbiddenKey } from './forbidden-key.ts';

const of = (text: string) => forbiddenKey(Buffer.from(text));

test.each([
  ['{"__proto__":{"isAdmin":true}}', '__proto__'],
  ['{"a":[{"b":{"__proto__" : null}}]}', '__proto__'],
  ['{"\\u005f_proto__":1}', '__proto__'],
  ['{"__pr\\u006Fto__":1}', '__proto__'],
  ['{"constructor":{"prototype":{"isAdmin":true}}}', 'constructor.prototype'],
  ['{"c\\u006fnstructor":{"prototype":1}}', 'constructor.prototype'],
])('%s has a key that reaches a prototype', (text, key) => {
  expect(of(text)).toBe(key);
});

test.each([
  '{"content":"say \\"__proto__\\": is it a key?"}',
  '{"content":"__proto__"}',
  '{"tools":[{"properties":{"constructor":{"type":"string"}}}]}',
  '{"constructor":null}',
  '{"content":"\\u001b[0m"}',
  '{"__proto__":',
  '',
])('%s has none', (text) => {
  expect(of(text)).toBeUndefined();
});

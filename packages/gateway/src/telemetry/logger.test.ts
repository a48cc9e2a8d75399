import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

test('writes one JSON object per line, without keys and credentials', () => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });
  logger.info(
    { model: 'large', authorization: 'Bearer s3cret', headers: { 'x-api-key': 's3cret', token: 's3cret' } },
    'served',
  );
  logger.debug({}, 'not at this level');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('s3cret');
  expect(JSON.parse(lines[0]!)).toMatchObject({ model: 'large', msg: 'served', authorization: '[secret]' });
});

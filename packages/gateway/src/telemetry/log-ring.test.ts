import { expect, test } from 'vitest';
import { createLogRing } from './log-ring.ts';
import { createLogger } from './logger.ts';

function aLog(most?: number) {
  const ring = createLogRing(most);
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  return { ring, written, logger: createLogger({ level: 'warn', destination, keep: ring }) };
}

const messages = ({ entries }: { entries: readonly { message: string }[] }) => entries.map(({ message }) => message);

test('keeps what is told, redacted, and from `info` on even where less is written', () => {
  const { ring, written, logger } = aLog();
  logger.debug({}, 'never');
  logger.info({ model: 'large', token: 's3cret' }, 'kept');
  logger.error({ headers: { authorization: 's3cret' } }, 'kept and written');
  expect(ring.read({}, 10)).toMatchObject({
    last: 2,
    entries: [
      { number: 1, level: 'info', message: 'kept', fields: { model: 'large', token: '[secret]' } },
      { number: 2, level: 'error', message: 'kept and written' },
    ],
  });
  expect(JSON.stringify(ring.read({}, 10))).not.toContain('s3cret');
  expect(written.map((line) => JSON.parse(line).msg)).toEqual(['kept and written']);
});

test('finds by level, by words in message or fields, and what came later', () => {
  const { ring, logger } = aLog();
  logger.info({ backend: 'gpu-one' }, 'a');
  logger.warn({}, 'GPU is slow');
  logger.error({}, 'c');
  expect(messages(ring.read({ level: 'warn' }, 10))).toEqual(['GPU is slow', 'c']);
  expect(messages(ring.read({ search: 'gpu' }, 10))).toEqual(['a', 'GPU is slow']);
  expect(messages(ring.read({ after: 2 }, 10))).toEqual(['c']);
  expect(messages(ring.read({}, 1))).toEqual(['c']);
});

test('the oldest make room, and a line of another program or a huge one does no harm', () => {
  const { ring, logger } = aLog(2);
  for (const message of ['a', 'b', 'c']) logger.warn({}, message);
  expect(messages(ring.read({}, 10))).toEqual(['b', 'c']);
  ring.write('no JSON\n');
  ring.write(JSON.stringify({ level: 50, time: 1, msg: 'x'.repeat(1e6) }));
  const { entries, last } = ring.read({}, 10);
  expect(last).toBe(5);
  expect(entries[0]!.message).toBe('no JSON');
  expect(entries[1]!.message.length).toBeLessThan(10_000);
});

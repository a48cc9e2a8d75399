import { expect, test } from 'vitest';
import { createLogRing } from '../../telemetry/log-ring.ts';
import { createLogger } from '../../telemetry/logger.ts';
import { completion } from '../../testing/fake-backend.ts';
import { manage } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { serve } = serving();

test('shows the lines of the log by what is asked', async () => {
  const logRing = createLogRing();
  const logger = createLogger({ level: 'silent', keep: logRing });
  const { gateway } = await serve(completion('hi'), { logger, logRing });
  logger.info({ token: 's3cret' }, 'one');
  logger.warn({}, 'two');
  const get = async (query: string) => (await manage(gateway, 'GET', `/api/v1/logs${query}`)).json;
  expect(await get('')).toMatchObject({ last: 2, entries: [{ message: 'one' }, { message: 'two', level: 'warn' }] });
  expect(JSON.stringify(await get(''))).not.toContain('s3cret');
  expect(await get('?level=warn&limit=5')).toMatchObject({ entries: [{ message: 'two' }] });
  expect(await get('?after=2')).toEqual({ last: 2, entries: [] });
  expect(await get('?level=wran')).toMatchObject({
    error: { param: 'level', message: expect.stringContaining('did you mean "warn"?') },
  });
  expect(await get('?limit=few')).toMatchObject({ error: { param: 'limit' } });
});

test('is not there where no lines are kept', async () => {
  const { gateway } = await serve(completion('hi'));
  expect(await manage(gateway, 'GET', '/api/v1/logs')).toMatchObject({ status: 404 });
});

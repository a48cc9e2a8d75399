import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { protocols } from '@signalbox/gateway';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../structure/source-files.ts';
import { type Router, startRouter } from './reached.ts';

/** The demo's published safety prompt. */
const { decisions } = parse(readFileSync(join(ROOT, 'recipes/mom/probes.yaml'), 'utf8'));
const { query } = decisions.find(({ id }: { id: string }) => id === 'guardrails').variants[0];

let router: Router;
beforeAll(async () => {
  router = await startRouter('recipes/mom/config.yaml', []);
});
afterAll(() => router.close());

const body = { model: 'MoM', max_tokens: 50, messages: [{ role: 'user', content: query }], input: query };

const chats = protocols.filter(({ operation }) => operation.name === 'chat');

describe.each(chats.map(({ name, path }) => [name, path] as const))('%s', (_name, path) => {
  test.each([false, true])(
    'the published safety prompt is refused and no model is called (stream: %s)',
    async (stream) => {
      const request = new Request(`http://signalbox.test${path}`, {
        method: 'POST',
        body: JSON.stringify({ ...body, stream }),
      });
      const response = await router.gateway.fetch(request);
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'x-vsr-response-path': 'fast_response',
        'x-vsr-selected-decision': 'guardrails',
      });
      expect(response.headers.get('content-type')).toContain(stream ? 'text/event-stream' : 'application/json');
      expect(await response.text()).toContain('I cannot help with that.');
      expect(router.calls()).toBe(0);
    },
  );
});

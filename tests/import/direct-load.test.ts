import { expect, test } from 'vitest';
import { run } from '../../apps/cli/src/run.ts';
import { testIo } from '../../apps/cli/src/testing/test-io.ts';

const canonical = (plugin: string) => `version: v0.3
listeners: [{ port: 8899 }, { port: 8898 }]
providers:
  defaults: { default_model: small }
  models:
    - { name: small, external_model_ids: { a: b }, backend_refs: [{ endpoint: "small:8000", type: chat }] }
recipes:
  - name: default
    routing:
      signals:
        keywords: [{ name: thanks, operator: OR, keywords: [thanks] }]
      decisions:
        - name: polite
          rules: { operator: AND, conditions: [{ type: keyword, name: thanks }] }
          modelRefs: [{ model: small, weight: 1 }]
          plugins: [{ type: ${plugin}, configuration: { enabled: true } }]
global:
  router: { clear_route_cache: true, learning: { enabled: false } }
  stores: { memory: { enabled: true } }
  integrations: { tools: { enabled: false } }
`;

test('a canonical file of the reference is served as it is, with a warning for each thing that is not here', async () => {
  const io = testIo();
  io.write('theirs.yaml', canonical('memory'));
  expect(await run(['validate', 'theirs.yaml'], io)).toBe(0);
  const told = [...io.err().matchAll(/theirs\.yaml:(\d+):\d+ warning (\S+)/g)].map(
    ([, line, code]) => `${line} ${code}`,
  );
  expect(told).toEqual([
    '2 config.not_supported',
    '6 config.not_supported',
    '6 config.not_supported',
    '15 config.not_supported',
    '16 config.plugin_not_available',
    '18 config.not_supported',
    '18 config.not_supported',
    '19 config.not_supported',
    '20 config.not_supported',
  ]);
  const routed = testIo();
  routed.write('theirs.yaml', canonical('memory'));
  expect(await run(['route', 'Thanks!', '--config', 'theirs.yaml', '--json'], routed)).toBe(0);
  expect(JSON.parse(routed.out())).toMatchObject({ decision: 'polite' });
});

test('one whose guard cannot run is refused', async () => {
  const io = testIo();
  io.write('theirs.yaml', canonical('hallucination'));
  expect(await run(['validate', 'theirs.yaml'], io)).toBe(1);
  expect(io.err()).toMatch(/16:\d+ error config\.plugin_not_available .*"hallucination"/);
});

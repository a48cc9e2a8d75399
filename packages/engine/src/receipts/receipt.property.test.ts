import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileEngine } from '../compile-engine.ts';
import type { RouterConfig } from '../config/router-config.ts';
import type { Engine } from '../engine.ts';
import { algorithms } from '../selection/index.ts';
import { aRequest, testPorts } from '../testing/index.ts';
import { randomConfig, scriptedKinds } from '../testing/random-config.ts';

type Told = Readonly<Record<string, object>>;

async function engineOf(config: RouterConfig): Promise<Engine> {
  const compiled = await compileEngine(config, {
    ports: testPorts(),
    configHash: 'h',
    kinds: scriptedKinds,
    algorithms,
  });
  if (!compiled.ok) throw new Error('did not compile');
  return compiled.engine;
}

/** Routes with some readings other than the config says. */
function routeWith(engine: Engine, told: Told) {
  const metadata = Object.fromEntries(Object.entries(told).map(([label, reading]) => [label, JSON.stringify(reading)]));
  return engine.route(aRequest().user('anything').build({ metadata }), { exhaustive: true });
}

test('a receipt’s change really leads there, for any other decision and for each one asked about', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(randomConfig, async (config) => {
      const engine = await engineOf(config);
      const { trace, confidence } = await routeWith(engine, {});
      expect(engine.decide(trace)).toEqual({ decision: trace.decision, confidence });
      for (const target of [undefined, null, ...trace.decisions.map(({ name }) => name)]) {
        if (target === trace.decision) continue;
        const receipt = engine.receipt(trace, { target })!;
        if (receipt.flip === null) continue;
        found++;
        const told = Object.fromEntries(receipt.flip.changes.map(({ signal, to }) => [signal, to]));
        const changed = await routeWith(engine, told);
        expect(changed.decision).toBe(receipt.flip.decision);
        if (target === undefined) expect(changed.decision).not.toBe(trace.decision);
        else expect(changed.decision).toBe(target);
      }
    }),
    { numRuns: 50, seed: 20_26 },
  );
  expect(found).toBeGreaterThan(90);
}, 120_000);

/** Readings that brute force tries for every rule. */
const READINGS = [
  { matched: false, confidence: 0 },
  ...[0.05, 0.3, 0.7, 1].map((confidence) => ({ matched: true, confidence })),
];

test('nothing smaller does it: brute force over every set of fewer rules', async () => {
  let proven = 0;
  await fc.assert(
    fc.asyncProperty(randomConfig, async (config) => {
      const engine = await engineOf(config);
      const { trace } = await routeWith(engine, {});
      const { flip, ruledOut } = engine.receipt(trace)!;
      const size = Math.min(2, flip === null ? (ruledOut ?? 2) : flip.changes.length - 1);
      const used = trace.signals;
      const tryAll = async (from: number, left: number, told: Told): Promise<void> => {
        if (left === 0 || from === used.length) return;
        for (let at = from; at < used.length; at++) {
          const { kind, name, value } = used[at]!;
          for (const reading of READINGS) {
            const more = { ...told, [`${kind}:${name}`]: { ...reading, value } };
            expect((await routeWith(engine, more)).decision).toBe(trace.decision);
            await tryAll(at + 1, left - 1, more);
          }
        }
      };
      if (size > 0) proven++;
      await tryAll(0, size, {});
    }),
    { numRuns: 150, seed: 7 },
  );
  expect(proven).toBeGreaterThan(20);
}, 120_000);

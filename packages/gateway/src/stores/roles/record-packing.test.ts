import type { Trace } from '@signalbox/engine';
import { engineFromYaml } from '@signalbox/engine/testing';
import { expect, test } from 'vitest';
import type { DecisionRecord } from '../../exchange/decision-record.ts';
import { StageClock } from '../../exchange/stages.ts';
import type { PackedEntry } from '../log-driver.ts';
import { createRecordPacking } from './record-packing.ts';

const ROUTING = `
signals:
  keywords: [{ name: code, operator: OR, keywords: [class, función] }]
decisions:
  - name: coding
    priority: 10
    rules: { operator: AND, conditions: [{ type: keyword, name: code }] }
    modelRefs: [{ model: coder, use_reasoning: false }]
`;

async function traceOf(text: string, routing = ROUTING): Promise<Trace> {
  const engine = await engineFromYaml(routing);
  const facts = { requestedModel: 'MoM', messages: [{ role: 'user', text }], tools: [], metadata: {} };
  return (await engine.route(facts as unknown as Parameters<typeof engine.route>[0])).trace;
}

function aRecord(id: string, trace: Trace | null): DecisionRecord {
  return {
    ...{ id, requestId: id, sessionId: null, startedAt: 1.5, protocol: 'openai-chat', operation: 'chat' },
    ...{
      apiKey: null,
      user: 'Åse',
      requestedModel: 'MoM',
      decision: trace?.decision ?? null,
      tier: 0,
      priority: 10,
      model: 'coder',
    },
    ...{ backend: null, candidates: ['coder'], reasoning: null, effort: null, confidence: 0.1 + 0.2, algorithm: null },
    ...{ trace, responsePath: 'upstream', isStreaming: false, status: 200, lifecycle: 'completed' },
    ...{ finishReason: null, usage: null, cost: { pricing: 'no_call' }, failure: null, pluginFailures: [] },
    failedTries: [],
    recall: null,
    times: { stages: new StageClock(() => 3.25, 0, 'parse').times(3.25), firstByteMs: null, totalMs: 3.25 },
    turn: 1,
    bodies: null,
  };
}

/** A packing that knows nothing of the one that packed, as after a restart. */
function unpacked({ bytes, outline }: PackedEntry): unknown {
  return createRecordPacking().unpack(bytes, JSON.parse(outline.json));
}

test('a record is the same again, with and without a trace', async () => {
  const { pack } = createRecordPacking();
  const routed = aRecord('a', await traceOf('una función corta'));
  const direct = aRecord('b', null);
  const [first, second] = [pack(routed), pack(direct)];
  expect(unpacked(first)).toEqual(routed);
  expect(unpacked(second)).toEqual(direct);
  expect(routed.trace!.signals[0]).toMatchObject({ matched: true });
});

test('records of one config share an outline, those of another have their own, in any order', async () => {
  const { pack } = createRecordPacking();
  const here = [await traceOf('class'), await traceOf('nothing')];
  const there = await traceOf('class', ROUTING.replace('coding', 'programming'));
  const records = [here[0]!, there, here[1]!, there, here[0]!].map((trace, at) => aRecord(`r${at}`, trace));
  const packed = records.map(pack);
  const [a, b] = packed.map(({ outline }) => outline.id);
  expect(a).not.toBe(b);
  expect(packed.map(({ outline }) => outline.id)).toEqual([a, b, a, b, a]);
  expect(packed.map(unpacked)).toEqual(records);
  // What is null has a say in it too.
  expect(pack({ ...records[0]!, failure: { code: 'c', message: 'm' } }).outline.id).not.toBe(a);
  // Nobody has to agree on names: they follow from the content.
  expect(createRecordPacking().pack(records[0]!).outline).toEqual(packed[0]!.outline);
});

test('texts that come again are kept once, in an outline that is learned anew after a while', async () => {
  const { pack } = createRecordPacking();
  const trace = await traceOf('a long sentence about una función');
  const evidence = (text: string): Trace => ({
    ...trace,
    signals: trace.signals.map((each) => ({ ...each, evidence: text })),
  });
  const [often, once] = [evidence('said again and again '.repeat(9)), evidence('said only once')];
  const first = pack(aRecord('a', often));
  for (let at = 0; at < 300; at++) pack(aRecord('b', at === 9 ? once : often));
  const later = pack(aRecord('c', often));
  expect(later.bytes.length).toBeLessThan(first.bytes.length - 100);
  expect(later.outline.json).not.toContain('said only once');
  expect(unpacked(later)).toEqual(aRecord('c', often));
  expect(unpacked(pack(aRecord('d', once)))).toEqual(aRecord('d', once));
  for (let at = 0; at < 8_192; at++) pack(aRecord('e', evidence(`number ${at}`)));
  expect(pack(aRecord('f', often)).outline.json).not.toContain('said again');
});

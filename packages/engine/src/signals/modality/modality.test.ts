import { expect, test } from 'vitest';
import { engineFromConfig, engineFromYaml, fixedClassifier, readSignal } from '../../testing/index.ts';
import { modality } from './modality.ts';

const NAMES = ['AR', 'DIFFUSION', 'BOTH'];
const head = (shares: Record<string, number>) =>
  fixedClassifier('test/modality', ['ar', 'diffusion', 'both'], () => shares);

async function told(text: string, shares: Record<string, number>, settings: Record<string, unknown> = {}) {
  const readings = await readSignal(
    modality,
    NAMES.map((name) => ({ name })),
    text,
    { ports: { classifiers: { modality: head(shares) } }, settings },
  );
  const matched = readings.filter((reading) => 'matched' in reading && reading.matched);
  expect(matched).toHaveLength(1);
  return matched[0]!;
}

test('the head tells which of the three is asked for', async () => {
  expect(await told('draw a cat', { diffusion: 0.9, ar: 0.1 })).toMatchObject({
    name: 'DIFFUSION',
    evidence: 'diffusion',
  });
  expect(await told('tell and draw', { both: 0.6, ar: 0.4 })).toMatchObject({
    name: 'BOTH',
    value: expect.closeTo(0.6),
  });
});

test('an unsure head means text', async () => {
  expect(await told('hm', { diffusion: 0.4, both: 0.35, ar: 0.25 })).toMatchObject({
    name: 'AR',
    evidence: 'diffusion',
  });
  expect(await told('hm', { diffusion: 0.4, both: 0.35, ar: 0.25 }, { confidence_threshold: 0.3 })).toMatchObject({
    name: 'DIFFUSION',
  });
});

const WORDS = { keywords: ['draw', '画'], both_keywords: ['explain'] };

test.each([
  ['please draw a cat', 'DIFFUSION'],
  ['画一只猫', 'DIFFUSION'],
  ['explain and draw a cat', 'BOTH'],
  ['explain cats', 'AR'],
  ['a drawer', 'AR'],
])('by words alone %j is %s, and no model is asked', async (text, name) => {
  const model = head({ both: 1 });
  const readings = await readSignal(
    modality,
    NAMES.map((each) => ({ name: each })),
    text,
    {
      ports: { classifiers: { modality: model } },
      settings: { method: 'keyword', ...WORDS },
    },
  );
  expect(readings.find((reading) => 'matched' in reading && reading.matched)).toMatchObject({ name, confidence: 1 });
  expect(model.calls).toBe(0);
});

test.each([
  ['a sure head is right', { diffusion: 0.8, ar: 0.2 }, 'explain cats', 'DIFFUSION', 0.8],
  ['where both agree, the mean of both', { diffusion: 0.45, ar: 0.3, both: 0.25 }, 'draw cats', 'DIFFUSION', 0.725],
  ['the head from the lower threshold on', { diffusion: 0.45, ar: 0.3, both: 0.25 }, 'explain cats', 'DIFFUSION', 0.45],
  ['else the words', { diffusion: 0.345, ar: 0.33, both: 0.325 }, 'explain and draw', 'BOTH', 1],
])('hybrid: %s', async (_what, shares, text, name, confidence) => {
  expect(await told(text, shares, { method: 'hybrid', ...WORDS })).toMatchObject({
    name,
    confidence: expect.closeTo(confidence, 5),
  });
});

const routing = (name: string) => `signals: { modality: [{ name: ${name} }] }
decisions:
  - { name: d, rules: { operator: OR, conditions: [{ type: modality, name: ${name} }] }, modelRefs: [{ model: large }] }
`;

test.each([
  ['{ enabled: false }', /modality\.disabled.*switched off/],
  ['{ method: hybrid }', /modality\.no_keywords.*method hybrid has no keywords/],
])('with settings %s it is refused', async (settings, message) => {
  const config = `version: v0.3
providers: { models: [{ name: small }, { name: large }] }
global: { model_catalog: { modules: { modality_detector: ${settings} } } }
routing:
${routing('BOTH').replaceAll(/^/gm, '  ')}`;
  await expect(engineFromConfig(config, { classifiers: { modality: head({ both: 1 }) } })).rejects.toThrow(message);
});

test('without a head, and for a name that is none, the config is refused', async () => {
  await expect(engineFromYaml(routing('BOTH'))).rejects.toThrow(/no classifier of modalities/);
  await expect(engineFromYaml(routing('VIDEO'))).rejects.toThrow(/DIFFUSION/);
  const two = fixedClassifier('test/two', ['ar', 'diffusion'], () => ({}));
  await expect(engineFromYaml(routing('BOTH'), { classifiers: { modality: two } })).rejects.toThrow(/no label "both"/);
});

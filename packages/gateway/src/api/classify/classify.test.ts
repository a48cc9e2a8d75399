import { fixedClassifier, literalTagger } from '@signalbox/engine/testing';
import { describe, expect, test } from 'vitest';
import { completion } from '../../testing/fake-backend.ts';
import { manage } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { serve } = serving();
const ports = {
  classifiers: {
    domain: fixedClassifier('test/domain', ['math', 'law'], () => ({ math: 0.8, law: 0.2 })),
    jailbreak: fixedClassifier('test/jailbreak', ['benign', 'jailbreak'], (text) =>
      text.includes('ignore') ? { jailbreak: 0.9, benign: 0.1 } : { jailbreak: 0.1, benign: 0.9 },
    ),
    fact_check: fixedClassifier('test/fact', ['no_fact_check_needed', 'needs_fact_check'], () => ({
      needs_fact_check: 0.7,
    })),
    user_feedback: fixedClassifier('test/feedback', ['satisfied', 'wrong_answer'], () => ({ wrong_answer: 0.6 })),
  },
  taggers: { pii: literalTagger(['EMAIL_ADDRESS'], { 'a@b.c': { label: 'EMAIL_ADDRESS', confidence: 1 } }) },
};

async function classify(task: string, body: object, given: object = { ports }) {
  const { gateway } = await serve(completion('hi'), given);
  const { status, json } = await manage(gateway, 'POST', `/api/v1/classify/${task}`, body);
  return { status, json: json as never };
}

describe('classify', () => {
  test('intent gives the topic and where it would go', async () => {
    expect((await classify('intent', { text: 'x', options: { return_probabilities: true } })).json).toMatchObject({
      classification: { category: 'math' },
      probabilities: { law: expect.closeTo(0.2) },
      recommended_model: 'large',
      routing_decision: 'hard',
    });
    const unsure = await classify('intent', { text: 'x', options: { confidence_threshold: 0.9 } });
    expect(unsure.json).toMatchObject({ classification: { category: 'other' } });
    expect(unsure.json).not.toHaveProperty('probabilities');
  });

  test('pii gives places and a masked copy', async () => {
    expect((await classify('pii', { text: 'write to a@b.c now' })).json).toMatchObject({
      has_pii: true,
      entities: [{ type: 'EMAIL_ADDRESS', value: 'a@b.c', start_position: 9, end_position: 14 }],
      masked_text: 'write to [EMAIL_ADDRESS] now',
    });
  });

  test('security, fact check and feedback answer with their confidence', async () => {
    expect((await classify('security', { text: 'ignore that' })).json).toMatchObject({
      is_jailbreak: true,
      recommendation: 'block',
      detection_types: ['jailbreak'],
    });
    expect((await classify('security', { text: 'hello' })).json).toMatchObject({ is_jailbreak: false });
    expect((await classify('fact-check', { text: 'x' })).json).toMatchObject({ needs_fact_check: true });
    expect((await classify('user-feedback', { text: 'x' })).json).toMatchObject({ feedback_type: 'wrong_answer' });
    expect((await classify('combined', { text: 'x' })).json).toMatchObject({
      intent: { classification: { category: 'math' } },
      pii: { has_pii: false },
      security: { is_jailbreak: false },
    });
  });

  test('batch does one task over many texts', async () => {
    const { json } = await classify('batch', { texts: ['ignore', 'hello'], task_type: 'security' });
    expect(json).toMatchObject({ total_count: 2, results: [{ is_jailbreak: true }, { is_jailbreak: false }] });
  });

  test.each([
    ['pii', {}, 400, 'text is missing'],
    ['pii', { text: 1 }, 400, 'text is not a string'],
    ['pii', { text: 'x', options: { confidence_threshold: 2 } }, 400, 'confidence_threshold'],
    ['batch', { texts: [] }, 400, 'texts'],
    ['batch', { texts: ['x', 2] }, 400, 'text is not a string'],
    ['batch', { texts: ['x'], task_type: 'mood' }, 400, 'task_type'],
    ['batch', { texts: ['x'], task_type: 'constructor' }, 400, 'task_type'],
    ['batch', { texts: ['x'], task_type: { toString: 1 } }, 400, 'task_type'],
  ])('%s of %j is refused', async (task, body, status, says) => {
    const answer = await classify(task, body);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.json)).toContain(says);
  });

  test('without a model, or with one that breaks, says so', async () => {
    expect((await classify('pii', { text: 'x' }, {})).status).toBe(503);
    const broken = {
      classify: () => Promise.reject(new Error('gone')),
      labels: ['a'],
      id: 'x',
      hash: 'x',
      cost: 'costly',
    };
    const answer = await classify(
      'fact-check',
      { text: 'x' },
      { ports: { classifiers: { fact_check: broken }, taggers: {} } },
    );
    expect(answer.status).toBe(503);
    expect(JSON.stringify(answer.json)).toContain('could not say: gone');
  });
});

import type { RequestFacts } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import { ANYBODY, type Caller } from '../access/caller.ts';
import { createInProcessLog } from '../stores/drivers/in-process/in-process-log.ts';
import { SESSION_BOUNDS, sessionLog } from '../stores/roles/sessions.ts';
import { completion } from '../testing/fake-backend.ts';
import {
  aBackend,
  aConfig,
  aDecision,
  aModel,
  anAuthz,
  anEngine,
  aRecipe,
  ask,
  chat,
} from '../testing/gateway-fixture.ts';
import { serving } from '../testing/serve-fixture.ts';
import { ExchangeSession } from './exchange-session.ts';

const { serve } = serving();
const ADA: Caller = { ...ANYBODY, identity: { user: 'ada', groups: [] } };

function facts(...turns: readonly string[]): RequestFacts {
  const roles = ['user', 'assistant'] as const;
  const messages = turns.map((text, index) => ({ role: roles[index % 2]!, text, images: [], toolCalls: [] }));
  return { messages, tools: [], requestedModel: 'MoM', metadata: {} };
}

function sessionOf(named: string | null, read: RequestFacts, caller = ANYBODY): ExchangeSession {
  const session = new ExchangeSession(named);
  session.begin(read, caller);
  return session;
}

describe('a session', () => {
  test('has the client’s own name, else that of the chain, else one of its first turn', () => {
    const named = sessionOf('mine', facts('Hi'));
    named.goesOn({ id: 'resp_1', lastModel: 'large' });
    expect([named.id, named.known]).toEqual(['mine', 'mine']);
    const chained = sessionOf(null, facts('Hi'));
    chained.goesOn({ id: 'resp_1', lastModel: 'large' });
    expect([chained.id, chained.facts]).toEqual(['resp_1', { id: 'resp_1', lastModel: 'large' }]);
    const nameless = sessionOf(null, facts('Hi', 'Hello', 'And?'));
    expect(nameless.known).toBeNull();
    expect(nameless.id).toMatch(/^turn-[0-9a-f]{20}$/);
    expect(nameless.id).toBe(sessionOf(null, facts('Hi')).id);
    expect(nameless.id).not.toBe(sessionOf(null, facts('Ho')).id);
    expect(nameless.id).not.toBe(sessionOf(null, facts('Hi'), ADA).id);
    expect(new ExchangeSession(null).id).toBeNull();
  });

  test('counts the user’s turns, and is kept apart by caller', () => {
    expect(sessionOf('s', facts('Hi')).turn).toBe(1);
    expect(sessionOf('s', facts('Hi', 'Hello', 'And?')).turn).toBe(2);
    expect(new ExchangeSession('s').turn).toBeNull();
    expect(sessionOf('s', facts('Hi')).key).not.toBe(sessionOf('s', facts('Hi'), ADA).key);
  });
});

describe('a session that decisions keep on its model', () => {
  const retention = { keepCurrentModel: true };
  const remembering = (baseUrl: string) => {
    const backends = [aBackend(baseUrl)];
    const models = [aModel('small', { backends }), aModel('large', { backends })];
    return {
      config: aConfig({ models, recipes: [aRecipe([aDecision('hard', { retention })])], authz: anAuthz() }),
      engine: anEngine(),
    };
  };

  test('is remembered with the model that answered last', async () => {
    const engine = anEngine();
    const { gateway } = await serve(completion('Hello'), (baseUrl) => ({ ...remembering(baseUrl), engine }));
    const named = { 'x-session-id': 's-1' };
    await gateway.fetch(chat({ ...ask('Hi'), model: 'small' }, named));
    await gateway.fetch(chat(ask('And?'), named));
    await gateway.fetch(chat(ask('And?'), { 'x-session-id': 's-2' }));
    expect(engine.asked.map(({ session }) => session)).toEqual([
      { id: 's-1', lastModel: 'small' },
      { id: 's-2', lastModel: undefined },
    ]);
  });

  test('without a name is known by its first turn, once there was an answer', async () => {
    const engine = anEngine();
    const { gateway } = await serve(completion('Hello'), (baseUrl) => ({ ...remembering(baseUrl), engine }));
    const messages = [{ role: 'user', content: 'Hi' }];
    await gateway.fetch(chat({ model: 'small', messages }));
    await gateway.fetch(chat({ model: 'MoM', messages }));
    const grown = [...messages, { role: 'assistant', content: 'Hello' }, { role: 'user', content: 'And?' }];
    await gateway.fetch(chat({ model: 'MoM', messages: grown }));
    expect(engine.asked[0]!.session).toBeUndefined();
    // The second request was routed to `large`.
    expect(engine.asked[1]!.session).toMatchObject({ lastModel: 'large' });
  });

  test('is routed as any other where the store fails', async () => {
    const sessions = createInProcessLog(sessionLog, SESSION_BOUNDS);
    sessions.get = () => Promise.reject(new Error('disk full'));
    const { gateway } = await serve(completion('Hello'), (baseUrl) => ({ ...remembering(baseUrl), sessions }));
    const answer = await gateway.fetch(chat(ask('Hi'), { 'x-session-id': 's-1' }));
    expect(answer.status).toBe(200);
  });
});

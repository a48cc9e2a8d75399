import { describe, expect, test } from 'vitest';
import { decodeError, readReply, readStreamEnd } from './read-reply.ts';

describe('readReply', () => {
  test('reads model, finish and usage with its details', () => {
    const reply = {
      model: 'm',
      choices: [{ finish_reason: 'length' }],
      usage: {
        prompt_tokens: 10,
        completion_tokens: 4,
        total_tokens: 14,
        prompt_tokens_details: { cached_tokens: 6 },
        completion_tokens_details: { reasoning_tokens: 3 },
      },
    };
    expect(readReply(Buffer.from(JSON.stringify(reply)))).toEqual({
      model: 'm',
      finishReason: 'length',
      usage: {
        promptTokens: 10,
        cachedPromptTokens: 6,
        cacheWriteTokens: 0,
        completionTokens: 4,
        reasoningTokens: 3,
        totalTokens: 14,
      },
    });
  });

  test('says null for what is not there or not a number', () => {
    expect(readReply(Buffer.from('{}'))).toEqual({ model: null, finishReason: null, usage: null });
    expect(readReply(Buffer.from('{"usage":{"prompt_tokens":"5","prompt_tokens_details":null}}'))).toMatchObject({
      usage: { promptTokens: 0, totalTokens: 0 },
    });
  });

  test.each(['<html>', '[]', '"x"', '{"a":'])('%s is no reply', (text) => {
    expect(readReply(Buffer.from(text))).toBe(undefined);
  });
});

describe('readStreamEnd', () => {
  const chunk = (finish: string | null) => JSON.stringify({ model: 'm', choices: [{ finish_reason: finish }] });

  test('finds usage, finish and [DONE] in the last events', () => {
    const usage = JSON.stringify({ model: 'm', choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } });
    expect(readStreamEnd([chunk(null), chunk('stop'), usage, '[DONE]'])).toMatchObject({
      model: 'm',
      finishReason: 'stop',
      usage: { totalTokens: 3 },
      isDone: true,
      error: null,
    });
  });

  test('tells a stream without an end, and one that reported an error', () => {
    expect(readStreamEnd([chunk(null)])).toMatchObject({ isDone: false, finishReason: null });
    expect(readStreamEnd(['{"error":{"message":"out of memory"}}', '[DONE]'])).toMatchObject({
      error: 'out of memory',
      isDone: true,
    });
    expect(readStreamEnd(['garbage'])).toMatchObject({ isDone: false, error: null });
  });
});

describe('decodeError', () => {
  test.each([
    ['{"error":{"message":"slow down"}}', 429, 'slow down', true, true],
    ['{"message":"bad","code":400}', 400, 'bad', false, true],
    ['{"detail":"Not Found"}', 404, 'Not Found', false, true],
    ['<html>502</html>', 502, '<html>502</html>', true, false],
  ])('%s with %i says %s', (body, status, message, isRetryable, isPassable) => {
    expect(decodeError(status, Buffer.from(body))).toEqual({ message, isRetryable, isPassable });
  });

  test('quotes no more than an excerpt', () => {
    expect(decodeError(500, Buffer.from('x'.repeat(5_000))).message.length).toBeLessThan(210);
  });
});

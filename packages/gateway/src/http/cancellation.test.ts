import { describe, expect, test } from 'vitest';
import { Cancellation } from './cancellation.ts';

describe('Cancellation', () => {
  test('tells its listeners once, and keeps the first reason', () => {
    const cancellation = new Cancellation();
    const heard: string[] = [];
    cancellation.onCancel(() => heard.push('a'));
    cancellation.onCancel(() => heard.push('b'))();
    cancellation.cancel('client_left');
    cancellation.cancel('deadline');
    expect(heard).toEqual(['a']);
    expect(cancellation.reason).toBe('client_left');
  });

  test('tells a listener that comes late at once', () => {
    const cancellation = new Cancellation();
    cancellation.cancel('deadline');
    let heard = 0;
    cancellation.onCancel(() => heard++)();
    expect(heard).toBe(1);
  });

  test('is an AbortSignal too, whether made before or after', () => {
    const before = new Cancellation();
    const { signal } = before;
    expect(signal.aborted).toBe(false);
    before.cancel('deadline');
    expect(signal.aborted).toBe(true);
    const after = new Cancellation();
    after.cancel('client_left');
    expect(after.signal.aborted).toBe(true);
    expect(String(after.signal.reason)).toContain('client_left');
  });

  test('tells a listener even when another one forgets it meanwhile', () => {
    const cancellation = new Cancellation();
    const heard: string[] = [];
    let forgetSecond = () => {};
    cancellation.onCancel(() => {
      heard.push('first');
      forgetSecond();
    });
    forgetSecond = cancellation.onCancel(() => heard.push('second'));
    cancellation.cancel('deadline');
    expect(heard).toEqual(['first', 'second']);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ByteSink, ByteSource } from '../http/byte-source.ts';
import { EventRelay, type RelayEnd } from './event-relay.ts';
import type { EventStep } from './event-step.ts';
import { translateEvents } from './event-translation.ts';

/** A source that the test drives by hand. */
function handDriven() {
  let sink: ByteSink | undefined;
  const calls = { resumed: 0, cancelled: 0 };
  const source: ByteSource = {
    start(given) {
      sink = given;
    },
    resume() {
      calls.resumed++;
    },
    cancel() {
      calls.cancelled++;
    },
  };
  return {
    source,
    calls,
    send: (bytes: string | Buffer) => sink!.write(typeof bytes === 'string' ? Buffer.from(bytes) : bytes),
    end: () => sink!.end(),
    fail: (reason: Error) => sink!.fail(reason),
  };
}

function listener(hasRoom = true) {
  const heard = { text: '', ended: false, failed: false };
  const sink: ByteSink = {
    write(chunk) {
      heard.text += Buffer.from(chunk).toString();
      return hasRoom;
    },
    end() {
      heard.ended = true;
    },
    fail() {
      heard.failed = true;
    },
  };
  return { heard, sink };
}

function relayOver(
  options: { steps?: EventStep[]; maxEventBytes?: number; farewell?: string; hasRoom?: boolean } = {},
) {
  const upstream = handDriven();
  const ends: { end: RelayEnd; last: readonly string[] }[] = [];
  let firstEvents = 0;
  const relay = new EventRelay(upstream.source, {
    maxEventBytes: options.maxEventBytes ?? 1_000,
    translation: options.steps === undefined ? undefined : translateEvents(undefined, options.steps),
    onFirstEvent: () => {
      firstEvents++;
    },
    onEnd(end, last) {
      ends.push({ end, last });
      return options.farewell === undefined ? undefined : Buffer.from(options.farewell);
    },
  });
  const { heard, sink } = listener(options.hasRoom);
  return { relay, upstream, heard, sink, ends, firstEvents: () => firstEvents };
}

describe('EventRelay', () => {
  test('holds back a part of an event until its end has come', () => {
    const { relay, upstream, heard, sink, firstEvents } = relayOver();
    relay.start(sink);
    upstream.send('data: a\n\ndata: b');
    expect(heard.text).toBe('data: a\n\n');
    upstream.send('c\n');
    expect(heard.text).toBe('data: a\n\n');
    upstream.send('\n');
    expect(heard.text).toBe('data: a\n\ndata: bc\n\n');
    expect(firstEvents()).toBe(1);
  });

  test('drops a cut event, and sends the farewell before the end', () => {
    const { relay, upstream, heard, sink, ends } = relayOver({ farewell: 'data: bad\n\n' });
    relay.start(sink);
    upstream.send('data: a\n\ndata: b');
    upstream.fail(new Error('reset'));
    expect(heard).toEqual({ text: 'data: a\n\ndata: bad\n\n', ended: true, failed: false });
    expect(ends).toMatchObject([{ end: { kind: 'broken' }, last: ['a'] }]);
  });

  test('completes a last [DONE] that lacks its blank line', () => {
    const { relay, upstream, heard, sink, ends } = relayOver();
    relay.start(sink);
    upstream.send('data: a\n\ndata: [DONE]\n');
    upstream.end();
    expect(heard.text).toBe('data: a\n\ndata: [DONE]\n\n');
    expect(ends).toMatchObject([{ end: { kind: 'closed' }, last: ['a', '[DONE]'] }]);
  });

  test('ends a stream whose event grows past the bound', () => {
    const { relay, upstream, heard, sink, ends } = relayOver({ maxEventBytes: 10 });
    relay.start(sink);
    expect(upstream.send('data: 123456789')).toBe(false);
    expect(upstream.calls.cancelled).toBe(1);
    expect(heard.ended).toBe(true);
    expect(ends).toMatchObject([{ end: { kind: 'event_too_large' } }]);
  });

  test('passes backpressure up and resumption on', () => {
    const { relay, upstream, sink } = relayOver({ hasRoom: false });
    relay.start(sink);
    expect(upstream.send('data: a\n\n')).toBe(false);
    relay.resume();
    expect(upstream.calls.resumed).toBe(1);
  });

  test('a cancelled relay cancels the backend, tells the end once, and says nothing more', () => {
    const { relay, upstream, heard, sink, ends } = relayOver({ farewell: 'data: bad\n\n' });
    relay.start(sink);
    relay.cancel();
    relay.cancel();
    upstream.send('data: a\n\n');
    upstream.end();
    expect(upstream.calls.cancelled).toBe(1);
    expect(heard.text).toBe('');
    expect(ends).toHaveLength(1);
  });

  test('a relay broken off before anyone listened still gives its farewell', () => {
    const { relay, heard, sink } = relayOver({ farewell: 'data: late\n\n' });
    relay.breakOff(new Error('deadline'));
    relay.start(sink);
    expect(heard).toEqual({ text: 'data: late\n\n', ended: true, failed: false });
  });

  test('however a stream is cut into chunks, the same bytes come out', () => {
    const text = ': hi\r\n\r\ndata: {"a":"é"}\n\ndata: 2\r\rdata: 3\r\n\r\n\ndata: [DONE]\n\n';
    const bytes = Buffer.from(text);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 30 }), (cuts) => {
        const { relay, upstream, sink } = relayOver();
        const out: Buffer[] = [];
        relay.start({ ...sink, write: (chunk) => out.push(Buffer.from(chunk)) > 0 });
        const places = [0, ...[...new Set(cuts)].sort((a, b) => a - b), bytes.length];
        for (let i = 1; i < places.length; i++) upstream.send(bytes.subarray(places[i - 1]!, places[i]!));
        upstream.end();
        expect(Buffer.concat(out).toString()).toBe(text);
      }),
    );
  });
});

describe('steps', () => {
  const upperCase: EventStep = { onEvent: (data) => [data.toUpperCase()], onEnd: () => [] };
  const holdLast = (): EventStep => {
    let held: string | undefined;
    return {
      onEvent(data) {
        const before = held;
        held = data;
        return before === undefined ? [] : [before];
      },
      onEnd: () => (held === undefined ? [] : [held]),
    };
  };

  test('change events in their order, and what they hold comes before [DONE]', () => {
    const { relay, upstream, heard, sink } = relayOver({ steps: [holdLast(), upperCase] });
    relay.start(sink);
    upstream.send('data: a\n\ndata: b\n\n');
    expect(heard.text).toBe('data: A\n\n');
    upstream.send('data: [DONE]\n\n');
    upstream.end();
    expect(heard.text).toBe('data: A\n\ndata: B\n\ndata: [DONE]\n\n');
  });

  test('what a step holds is not sent when the stream breaks', () => {
    const { relay, upstream, heard, sink } = relayOver({ steps: [holdLast()] });
    relay.start(sink);
    upstream.send('data: a\n\n');
    upstream.fail(new Error('reset'));
    expect(heard.text).toBe('');
  });
});

import type { BackendConfig } from '@signalbox/engine';
import type { BackendCodec } from './provider.ts';

/** Shorter values of headers are words, not keys. */
const SHORTEST_KEY = 8;

/**
 * A codec whose errors never show a key: vendors quote it back when they refuse it. An error body that does is not
 * passed on, but told in our words.
 */
export function concealingKeys(codec: BackendCodec, { headers, signingKey = '' }: BackendConfig): BackendCodec {
  const keys = [...Object.values(headers), ...signingKey.split(':')]
    .map((value) => value.slice(value.lastIndexOf(' ') + 1))
    .filter((value) => value.length >= SHORTEST_KEY);
  if (keys.length === 0) return codec;
  const conceal = (text: string) => keys.reduce((shown, key) => shown.replaceAll(key, '***'), text);
  return {
    ...codec,
    decodeError(status, replyHeaders, body) {
      const failure = codec.decodeError(status, replyHeaders, body);
      const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8');
      if (!keys.some((key) => text.includes(key))) return failure;
      return { ...failure, message: conceal(failure.message), isPassable: false };
    },
    readStreamEnd(events) {
      const summary = codec.readStreamEnd(events);
      return summary.error === null ? summary : { ...summary, error: conceal(summary.error) };
    },
  };
}

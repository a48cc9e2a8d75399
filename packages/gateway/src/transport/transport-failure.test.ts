import { errors } from 'undici';
import { describe, expect, test } from 'vitest';
import { TransportError, transportFailure } from './transport-failure.ts';

function coded(code: string): Error {
  return Object.assign(new Error(`message of ${code}`), { code });
}

describe('transportFailure', () => {
  test.each([
    [coded('ECONNREFUSED'), 'unreachable'],
    [coded('ENOTFOUND'), 'unreachable'],
    [coded('CERT_HAS_EXPIRED'), 'unreachable'],
    [coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'unreachable'],
    [coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'unreachable'],
    [new errors.ConnectTimeoutError(), 'connect_timeout'],
    [new errors.HeadersTimeoutError(), 'idle_timeout'],
    [new errors.BodyTimeoutError(), 'idle_timeout'],
    [new errors.SocketError('other side closed'), 'disconnected'],
    [coded('ECONNRESET'), 'disconnected'],
    [new errors.HTTPParserError('bad status line'), 'invalid'],
    [new Error('anything else'), 'disconnected'],
  ])('sorts %s as %s', (error, failure) => {
    expect(transportFailure(error)).toMatchObject({ kind: 'transport_failure', failure, message: error.message });
  });

  test('tells a code where there is no message, and never fails on what is no error', () => {
    expect(transportFailure(Object.assign(new Error(''), { code: 'ECONNREFUSED' })).message).toBe('ECONNREFUSED');
    expect(transportFailure('text').message).toBe('text');
    expect(transportFailure(undefined).failure).toBe('disconnected');
  });
});

test('an error carries its failure', () => {
  const failure = transportFailure(coded('ECONNRESET'));
  expect(new TransportError(failure)).toMatchObject({ failure, message: failure.message });
});

import { expect, test } from 'vitest';
import { Cancellation } from '../http/cancellation.ts';
import { compileReadTrustedHeaders } from './identity-headers.ts';

const read = compileReadTrustedHeaders({
  userHeader: 'x-authz-user-id',
  groupsHeader: 'x-authz-user-groups',
  trustedSources: ['10.0.0.0/8', '192.168.1.5', 'fd00::/8'],
  keys: [],
  tokenIssuers: [],
  userKeyHeaders: { openai: 'x-user-openai-key' },
});
const from = (remoteAddress: string | undefined, headers: Record<string, string>) =>
  read({
    method: 'POST',
    path: '/',
    query: '',
    body: new Uint8Array(),
    cancellation: new Cancellation(),
    headers,
    remoteAddress,
  });
const ADA = { 'x-authz-user-id': 'ada', 'x-authz-user-groups': 'admins, , staff' };
const IDENTITY = { user: 'ada', groups: ['admins', 'staff'] };
const FORGED = { identity: undefined, headers: undefined, wasForged: true };

test.each(['10.1.2.3', '::ffff:10.1.2.3', '192.168.1.5', 'fd00::17'])('%s may say who calls', (address) => {
  expect(from(address, ADA)).toEqual({ identity: IDENTITY, headers: undefined, wasForged: false });
});

test.each(['11.0.0.1', '::ffff:192.168.1.6', '::1', undefined, 'nonsense'])('%s may not', (address) => {
  expect(from(address, ADA)).toEqual(FORGED);
});

test('a request that says nothing of its caller is nobody’s, and forges nothing', () => {
  expect(from('10.1.2.3', {})).toEqual({ identity: undefined, headers: undefined, wasForged: false });
});

test('keys of users are read from a trusted source only', () => {
  const headers = { 'x-user-openai-key': 'sk-ada' };
  expect(from('10.1.2.3', headers)).toEqual({ identity: undefined, headers, wasForged: false });
  expect(from('10.1.2.3', { ...headers, ...ADA })).toMatchObject({ identity: IDENTITY, wasForged: false });
  expect(from('11.0.0.1', headers)).toEqual(FORGED);
});

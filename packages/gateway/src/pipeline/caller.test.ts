import { expect, test } from 'vitest';
import { Cancellation } from '../http/cancellation.ts';
import { compileReadCaller } from './caller.ts';

const authz = { userHeader: 'x-authz-user-id', groupsHeader: 'x-authz-user-groups' };
const read = compileReadCaller({ ...authz, trustedSources: ['10.0.0.0/8', '192.168.1.5', 'fd00::/8'] });
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

test.each(['10.1.2.3', '::ffff:10.1.2.3', '192.168.1.5', 'fd00::17'])('%s may say who calls', (address) => {
  expect(from(address, ADA)).toEqual({ identity: { user: 'ada', groups: ['admins', 'staff'] }, wasForged: false });
});

test.each(['11.0.0.1', '::ffff:192.168.1.6', '::1', undefined, 'nonsense'])('%s may not', (address) => {
  expect(from(address, ADA)).toEqual({ identity: undefined, wasForged: true });
});

test('a request that says nothing of its caller is nobody’s, and forges nothing', () => {
  expect(from('10.1.2.3', {})).toEqual({ identity: undefined, wasForged: false });
});

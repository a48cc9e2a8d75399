import { expect, test } from 'vitest';
import { aRequest, engineFromYaml, readSignal } from '../../testing/index.ts';
import { authz } from './authz.ts';

const RULES = [
  { name: 'owners', role: 'admin', subjects: [{ kind: 'User', name: 'ada' }] },
  { name: 'operators', role: 'admin', subjects: [{ kind: 'Group', name: 'platform' }] },
  { name: 'everyone', role: 'member', subjects: [{ kind: 'Group', name: 'staff' }] },
];
const read = (user: string, groups: string[] = []) =>
  readSignal(authz, RULES, aRequest().user('x').build({ identity: { user, groups } }));

test.each([
  ['ada', [], [true, true, false], 'owners: User ada'],
  ['bob', ['platform', 'staff'], [true, true, true], 'operators: Group platform'],
  ['eve', ['Platform'], [false, false, false], undefined],
])('%s in %j: %j, by the role’s name', async (user, groups, expected, evidence) => {
  const readings = await read(user, groups);
  expect(readings.map((reading) => reading.name)).toEqual(['admin', 'admin', 'member']);
  expect(readings.map((reading) => 'matched' in reading && reading.matched)).toEqual(expected);
  expect(readings[0]).toMatchObject({ evidence });
});

test('a user is not a group of the same name', async () => {
  expect(await read('platform')).toMatchObject([{ matched: false }, { matched: false }, { matched: false }]);
});

test.each([undefined, { user: '', groups: ['platform'] }])(
  'who calls being unknown (%j), so are all roles',
  async (identity) => {
    for (const reading of await readSignal(authz, RULES, aRequest().user('x').build({ identity }))) {
      expect(reading).toMatchObject({ code: 'authz.no_identity' });
    }
  },
);

test('a decision finds a role that several bindings give, whichever of them holds', async () => {
  const engine = await engineFromYaml(`signals:
  role_bindings:
    - { name: owners, role: admin, subjects: [{ kind: User, name: ada }] }
    - { name: operators, role: admin, subjects: [{ kind: Group, name: platform }] }
decisions:
  - { name: admins, rules: { operator: OR, conditions: [{ type: authz, name: admin }] }, modelRefs: [{ model: large }] }
`);
  const decide = async (user: string, groups: string[]) =>
    (await engine.route(aRequest().user('x').build({ identity: { user, groups } }))).decision;
  expect(await decide('ada', [])).toBe('admins');
  expect(await decide('bob', ['platform'])).toBe('admins');
  expect(await decide('eve', [])).toBe(null);
});

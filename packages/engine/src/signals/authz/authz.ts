import { s } from '../../config/schema.ts';
import type { Identity } from '../../request/facts.ts';
import { defineSignalKind } from '../signal-kind.ts';

const schema = s.strictObject({
  name: s.string().min(1).describe('Name of the binding.'),
  description: s.string().optional().describe('What it is for.'),
  role: s.string().min(1).describe('The role that the subjects have; conditions name the role, not the binding.'),
  subjects: s
    .array(
      s.strictObject({
        kind: s.enum(['User', 'Group']).describe('User: one caller; Group: everyone in it.'),
        name: s.string().min(1).describe('The user or the group, exactly as the trusted source writes it.'),
      }),
    )
    .min(1)
    .describe('Who has the role.'),
});

export type AuthzRule = ReturnType<typeof schema.parse>;

/**
 * Roles of the caller. Several bindings may give the same role; one is enough. A request whose caller is not known is
 * unknown, not without a role.
 */
export const authz = defineSignalKind<AuthzRule>({
  kind: 'authz',
  configKey: 'role_bindings',
  family: 'authz',
  summary: 'Whether the caller has a role, by a trusted source.',
  schema,
  cost: () => 'free',
  traits: { alwaysCertain: true },
  examples: [
    {
      name: 'admins',
      role: 'admin',
      subjects: [
        { kind: 'User', name: 'ada' },
        { kind: 'Group', name: 'platform' },
      ],
    },
  ],
  reference: { refusesUnknownUnless: ['global', 'services', 'authz', 'fail_open'] },
  outputs: (rule) => [rule.role],
  compile(rules) {
    const bindingsOf = new Map<string, AuthzRule[]>();
    for (const rule of rules) {
      const bindings = bindingsOf.get(rule.role);
      if (bindings === undefined) bindingsOf.set(rule.role, [rule]);
      else bindings.push(rule);
    }
    return ({ identity }) =>
      rules.map(({ role }) => {
        if (identity === undefined || identity.user === '') {
          return { name: role, code: 'authz.no_identity', reason: 'no trusted source says who calls' };
        }
        // Bindings of one role share one output name, so that each of them speaks for all.
        const evidence = findBinding(bindingsOf.get(role)!, identity);
        const matched = evidence !== undefined;
        return { name: role, matched, confidence: matched ? 1 : 0, evidence };
      });
  },
});

/** The first binding that holds, and through whom: `admins: Group platform`. */
function findBinding(bindings: readonly AuthzRule[], { user, groups }: Identity): string | undefined {
  for (const { name, subjects } of bindings) {
    const subject = subjects.find((each) => (each.kind === 'User' ? each.name === user : groups.includes(each.name)));
    if (subject !== undefined) return `${name}: ${subject.kind} ${subject.name}`;
  }
  return undefined;
}

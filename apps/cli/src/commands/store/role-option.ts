import { suggest } from '@signalbox/engine';
import type { CommandInput } from '../../command.ts';
import { UsageError } from '../../usage-error.ts';
import type { KeptRole } from './kept-roles.ts';

/** For commands that work on all roles, or on one. */
export const roleOption = {
  flags: '--role <name>',
  description:
    'records, outcomes, signal_counts, sessions, responses, cache or config_versions (default: all that are kept beyond a router)',
};

/** The role that is named, or all of them. */
export function chosenRoles(named: CommandInput['options'][string], roles: readonly KeptRole[]): readonly KeptRole[] {
  if (typeof named !== 'string') return roles;
  const chosen = roles.filter(({ name }) => name === named);
  if (chosen.length > 0) return chosen;
  const names = roles.map(({ name }) => name);
  throw new UsageError(`no role "${named}" is kept here: there are ${names.join(', ')}`, suggest(named, names, 'role'));
}

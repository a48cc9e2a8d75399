import { createHash, randomBytes } from 'node:crypto';
import type { CommandInput, CommandOption } from '../../command.ts';
import { UsageError } from '../../usage-error.ts';

/** Characters below which a key could be guessed from its hash. */
const LEAST_LENGTH = 24;
const DAY_MS = 86_400_000;

/** Options that say what a key stands for. */
export const KEY_OPTIONS: readonly CommandOption[] = [
  { flags: '--name <name>', description: 'unique name of the key, for records, metrics and rate limits' },
  { flags: '--user <user>', description: 'the user that it stands for' },
  { flags: '--groups <list>', description: 'groups of that user, separated by commas' },
  { flags: '--team <team>', description: 'the team that shares what caches keep for it' },
  { flags: '--tenant <tenant>', description: 'the same for the tenant' },
  { flags: '--models <list>', description: 'names that it may ask for, separated by commas (default: all)' },
  { flags: '--endpoints <list>', description: 'paths that it may call, separated by commas (default: all)' },
  { flags: '--expires <when>', description: 'a date such as 2027-01-31, or a number of days such as 90d' },
];

/** One entry of `global.services.authz.keys`, as it is written in a config. */
export interface KeyEntry {
  readonly name: string;
  readonly hash: string;
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly team?: string;
  readonly tenant?: string;
  readonly models?: readonly string[];
  readonly endpoints?: readonly string[];
  readonly expires?: string;
}

/** A new key of 256 random bits. Its start says what it is, to people and to programs that look for leaked keys. */
export function makeKey(): string {
  return `sbx_${randomBytes(32).toString('base64url')}`;
}

/** The config's entry for a key. `nowMs` is since 1970. */
export function keyEntry(key: string, options: CommandInput['options'], nowMs: number): KeyEntry {
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new UsageError('a key has no spaces, line breaks or letters beyond ASCII', 'send it alone, on one line');
  }
  if (key.length < LEAST_LENGTH) {
    throw new UsageError(
      `the key has ${key.length} characters; below ${LEAST_LENGTH} it can be guessed from its hash`,
      '`signalbox keys create` makes a good one',
    );
  }
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
  const list = (name: string) =>
    text(name)
      ?.split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
  const [user, groups, models, endpoints] = [text('user'), list('groups'), list('models'), list('endpoints')];
  const [team, tenant] = [text('team'), text('tenant')];
  const expires = text('expires');
  return {
    name: text('name') ?? 'my-key',
    hash: `sha256:${createHash('sha256').update(key).digest('hex')}`,
    ...(user === undefined ? {} : { user }),
    ...(groups === undefined ? {} : { groups }),
    ...(team === undefined ? {} : { team }),
    ...(tenant === undefined ? {} : { tenant }),
    ...(models === undefined ? {} : { models }),
    ...(endpoints === undefined ? {} : { endpoints }),
    ...(expires === undefined ? {} : { expires: dateOf(expires, nowMs) }),
  };
}

function dateOf(text: string, nowMs: number): string {
  const days = /^(\d{1,5})d$/.exec(text)?.[1];
  if (days !== undefined) return new Date(nowMs + Number(days) * DAY_MS).toISOString().slice(0, 10);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new UsageError(`--expires: expected a date or a number of days, got "${text}"`, 'e.g. 2027-01-31 or 90d');
}

/** The entry as lines to put into a config. */
export function configLines(entry: KeyEntry): string {
  const fields = Object.entries(entry).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `global:\n  services:\n    authz:\n      keys:\n        - ${fields.join('\n          ')}`;
}

import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from '../../command.ts';
import { resolvePath } from '../../composition/load-config-file.ts';
import { EXIT } from '../../exit-codes.ts';
import { UsageError } from '../../usage-error.ts';
import { storeConfigOption } from './kept-records.ts';
import { type KeptRole, withKeptRoles } from './kept-roles.ts';

const ENTRIES_AT_ONCE = 4_096;
const MOST_SHOWN = 20;

interface Counts {
  read: number;
  before: number;
  added: number;
}

export const importRecords: Command = {
  name: 'import',
  summary: 'Reads what `store export` wrote, into whatever keeps it here; what is there already is not added twice.',
  positionals: [{ name: '<file>', description: 'lines of JSON' }],
  options: [storeConfigOption],
  examples: ['signalbox store import kept.jsonl', 'signalbox store import kept.jsonl --config with-postgres.yaml'],
  async run({ positionals, options }, io) {
    const named = positionals[0]!;
    const source = resolvePath(named, io);
    if (!existsSync(source)) throw new UsageError(`there is no file ${named}`, '`signalbox store export` writes one');
    const problems: string[] = [];
    const counts = await withKeptRoles(options.config, io, async (roles) => {
      const counted = new Map<KeptRole, Counts>();
      let batch: unknown[] = [];
      let of: KeptRole | undefined;
      const flush = async () => {
        if (of === undefined || batch.length === 0) return;
        await of.add(batch);
        batch = [];
      };
      let line = 0;
      for await (const text of createInterface({
        input: createReadStream(source),
        crlfDelay: Number.POSITIVE_INFINITY,
      })) {
        line++;
        if (text.trim() === '') continue;
        const found = entryOf(text, roles);
        if (typeof found === 'string') {
          problems.push(`${named}:${line}: ${found}`);
          continue;
        }
        const { role, entry } = found;
        if (role !== of || batch.length === ENTRIES_AT_ONCE) await flush();
        of = role;
        if (!counted.has(role)) counted.set(role, { read: 0, before: (await role.check()).entries, added: 0 });
        counted.get(role)!.read++;
        batch.push(entry);
      }
      await flush();
      for (const [role, each] of counted) each.added = (await role.check()).entries - each.before;
      return [...counted].map(([{ name }, { read, added }]) => ({ name, read, added }));
    });
    if (options.json) {
      const roles = Object.fromEntries(counts.map(({ name, ...each }) => [name, each]));
      io.stdout(`${JSON.stringify({ ...roles, problems }, null, 2)}\n`);
    } else {
      for (const problem of problems.slice(0, MOST_SHOWN)) io.stderr(`signalbox: ${problem}\n`);
      if (problems.length > MOST_SHOWN) io.stderr(`signalbox: and ${problems.length - MOST_SHOWN} more\n`);
      for (const { name, read, added } of counts) {
        io.stdout(`${read} ${name.replaceAll('_', ' ')} read, ${added} of them new\n`);
      }
    }
    return problems.length === 0 ? EXIT.ok : EXIT.bad;
  },
};

/** An entry and its role, or what is wrong with the line. A line without a role is a record: earlier exports had no other. */
function entryOf(
  text: string,
  roles: readonly KeptRole[],
): { readonly role: KeptRole; readonly entry: unknown } | string {
  let value: Readonly<Record<string, unknown>> | null;
  try {
    value = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
  } catch (cause) {
    return `not JSON: ${(cause as Error).message}`;
  }
  const isNamed = typeof value?.role === 'string' && 'entry' in value;
  const name = isNamed ? (value!.role as string) : 'records';
  const entry = (isNamed ? value!.entry : value) as Readonly<Record<string, unknown>> | null;
  const role = roles.find((each) => each.name === name);
  if (role === undefined)
    return `role "${name}" is not kept here: there are ${roles.map((each) => each.name).join(', ')}`;
  for (const [field, type] of Object.entries(role.fields)) {
    const got = entry?.[field];
    const article = type === 'object' ? 'an' : 'a';
    if (typeof got !== type || got === null) return `no entry of ${name}: expected ${article} ${type} at "${field}"`;
  }
  return { role, entry };
}

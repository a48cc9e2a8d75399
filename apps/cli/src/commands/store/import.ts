import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { DecisionRecord } from '@signalbox/gateway';
import type { Command } from '../../command.ts';
import { resolvePath } from '../../composition/load-config-file.ts';
import { EXIT } from '../../exit-codes.ts';
import { UsageError } from '../../usage-error.ts';
import { storeConfigOption, withNewRecords } from './kept-records.ts';

/** Fewer than the log keeps waiting, so that none is lost. */
const RECORDS_AT_ONCE = 1_000;

export const importRecords: Command = {
  name: 'import',
  summary: 'Reads records that `store export` wrote; those that are there already are not added twice.',
  positionals: [{ name: '<file>', description: 'lines of JSON' }],
  options: [storeConfigOption],
  examples: ['signalbox store import records.jsonl'],
  async run({ positionals, options }, io) {
    const named = positionals[0]!;
    const source = resolvePath(named, io);
    if (!existsSync(source)) throw new UsageError(`there is no file ${named}`, '`signalbox store export` writes one');
    const problems: string[] = [];
    const counted = await withNewRecords(options.config, io, async (records) => {
      const before = await records.statistics();
      let read = 0;
      let line = 0;
      for await (const text of createInterface({
        input: createReadStream(source),
        crlfDelay: Number.POSITIVE_INFINITY,
      })) {
        line++;
        if (text.trim() === '') continue;
        const record = recordOf(text);
        if (typeof record === 'string') {
          problems.push(`${named}:${line}: ${record}`);
          continue;
        }
        records.put(record);
        read++;
        if (read % RECORDS_AT_ONCE === 0) await records.flush();
      }
      const after = await records.statistics();
      if (after.lost > 0) problems.push(`${after.lost} records could not be written`);
      return { path: records.place, read, added: after.entries - before.entries };
    });
    if (options.json) io.stdout(`${JSON.stringify({ ...counted, problems }, null, 2)}\n`);
    else {
      for (const problem of problems.slice(0, 20)) io.stderr(`signalbox: ${problem}\n`);
      io.stdout(`${counted.read} records read, ${counted.added} of them new\n`);
    }
    return problems.length === 0 ? EXIT.ok : EXIT.bad;
  },
};

/** A record, or what is wrong with the line. */
function recordOf(text: string): DecisionRecord | string {
  let value: Partial<DecisionRecord> | null;
  try {
    value = JSON.parse(text) as Partial<DecisionRecord> | null;
  } catch (cause) {
    return `not JSON: ${(cause as Error).message}`;
  }
  const has = (name: keyof DecisionRecord, type: string) => typeof value?.[name] === type && value?.[name] !== null;
  const wants: readonly [keyof DecisionRecord, string][] = [
    ['id', 'string'],
    ['requestId', 'string'],
    ['startedAt', 'number'],
    ['lifecycle', 'string'],
    ['cost', 'object'],
    ['times', 'object'],
  ];
  const missing = wants.find(([name, type]) => !has(name, type));
  return missing === undefined
    ? (value as DecisionRecord)
    : `not a record: expected a ${missing[1]} at "${missing[0]}"`;
}

import { loadConfig, type RouteResult, type Trace } from '@signalbox/engine';
import { type DecisionRecord, readKeptRequest } from '@signalbox/gateway';
import type { Command } from '../command.ts';
import { createPorts, weightsFolder } from '../composition/create-ports.ts';
import { chooseConfig, loadConfigText, readTextFile, shownPath } from '../composition/load-config-file.ts';
import { vocabulary } from '../composition/vocabulary.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { renderReplay, type Verification } from '../report/replay-report.ts';
import { UsageError } from '../usage-error.ts';
import { withKeptVersions } from './config/kept-versions.ts';
import { withKeptRecords } from './store/kept-records.ts';

export const replay: Command = {
  name: 'replay',
  summary: 'Shows the record of one request; with --verify, makes its decision again and says whether it is the same.',
  positionals: [{ name: '<id>', description: 'the id from the header x-vsr-replay-id, or the request id' }],
  options: [
    {
      flags: '--verify',
      description:
        'decide again: from the text of the request where it was kept whole, else from the recorded readings',
    },
    {
      flags: '-c, --config <file>',
      description:
        'config that decided (default: signalbox.yaml or config.yaml here, else the mom recipe, else a kept version)',
    },
  ],
  examples: ['signalbox replay 3f2b… --verify'],
  async run({ positionals, options }, io) {
    const id = positionals[0]!;
    const record = await withKeptRecords(options.config, io, async (records) => {
      const { entries } = await records.list({ search: id }, { limit: 1, offset: 0 });
      const found = await records.get(id);
      const near = entries.find((entry) => entry.id.startsWith(id) || entry.requestId === id);
      return found ?? near;
    });
    if (record === undefined) {
      throw new UsageError(
        `there is no record "${id}"`,
        'ids come from the header x-vsr-replay-id; old records are let go',
      );
    }
    const verification = options.verify ? await verify(record, options.config, io) : undefined;
    if (options.json) io.stdout(`${JSON.stringify({ record, verification }, null, 2)}\n`);
    else io.stdout(renderReplay(record, verification));
    return verification === undefined || verification.outcome === 'identical' ? EXIT.ok : EXIT.bad;
  },
};

async function verify(record: DecisionRecord, named: string | boolean | undefined, io: Io): Promise<Verification> {
  const { trace } = record;
  const cannot = (reason: string): Verification => ({
    outcome: 'not_verifiable',
    reasons: [reason],
    config: null,
    readings: trace?.signals.length ?? 0,
    isFromText: false,
  });
  if (trace === null) return cannot('the request was not routed: it named a model, or failed before');
  const found = await findConfig(trace.configHash, named, io);
  if (found === undefined) {
    return cannot(`the config that decided (${trace.configHash}) is not here; name it with --config`);
  }
  const result = await loadConfigText(found.text, found.path, 'simulate', createPorts(weightsFolder(io)), io);
  if (!result.ok) return cannot(`${found.name} does not load any more; \`signalbox validate\` says why`);
  const facts = readKeptRequest(record);
  return facts === undefined
    ? compare(record, trace, result.engine.decide(trace), found.name)
    : compareText(record, trace, await result.engine.route(facts), found.name);
}

/** The same from the text: what it reads may have changed too. */
function compareText(record: DecisionRecord, trace: Trace, routed: RouteResult, config: string): Verification {
  const verified = compare(record, trace, routed, config);
  const before = new Map(trace.signals.map((signal) => [`${signal.kind}:${signal.name}`, signal]));
  const changed = routed.trace.signals.flatMap(({ kind, name, matched }) => {
    const was = before.get(`${kind}:${name}`)?.matched;
    if (was === undefined || was === matched) return [];
    return [`${kind}:${name} ${was ? 'matched, and does not' : 'did not match, and does'}`];
  });
  return { ...verified, isFromText: true, reasons: [...verified.reasons, ...changed] };
}

function compare(
  record: DecisionRecord,
  trace: Trace,
  decided: Pick<RouteResult, 'decision' | 'confidence'> | undefined,
  config: string,
): Verification {
  const readings = trace.signals.length;
  if (decided === undefined) {
    const reason = 'this version of the program reads other signals from the same config';
    return { outcome: 'not_verifiable', reasons: [reason], config, readings, isFromText: false };
  }
  const reasons: string[] = [];
  const name = (decision: string | null) => decision ?? 'the default model';
  if (decided.decision !== record.decision) {
    reasons.push(`it went to ${name(record.decision)}, and goes to ${name(decided.decision)}`);
  }
  const confidence = decided.decision === null ? null : decided.confidence;
  if (confidence !== record.confidence) {
    reasons.push(`its confidence was ${record.confidence ?? 'none'}, and is ${confidence ?? 'none'}`);
  }
  return { outcome: reasons.length === 0 ? 'identical' : 'changed', reasons, config, readings, isFromText: false };
}

/** The config with this hash: the one named or in use here, else one that was kept. */
async function findConfig(hash: string, named: string | boolean | undefined, io: Io) {
  const { path } = chooseConfig(named, io);
  const text = readTextFile(path, io);
  if ((await hashOf(text, io)) === hash) return { path, text, name: shownPath(path, io) };
  if (named !== undefined) return undefined;
  return withKeptVersions(io, async (versions) => {
    for (const { id, file } of await versions.list()) {
      const kept = await versions.text(id);
      if (kept !== undefined && (await hashOf(kept, io)) === hash)
        return { path: file, text: kept, name: `version ${id}` };
    }
    return undefined;
  });
}

async function hashOf(text: string, io: Io): Promise<string | undefined> {
  const loaded = await loadConfig(text, { vocabulary, purpose: 'simulate', environment: io.environment });
  return loaded.ok ? loaded.value.hash : undefined;
}

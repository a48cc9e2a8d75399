import { createHash } from 'node:crypto';
import { chmodSync, constants, copyFileSync, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import {
  type Diagnostic,
  formatPath,
  type LoadEngineResult,
  redactConfigText,
  restoreSecrets,
} from '@signalbox/engine';
import {
  type ConfigAuthor,
  type ConfigChange,
  type ConfigControl,
  type ConfigVersion,
  type ConfigVersions,
  GatewayError,
  type RejectedFile,
  type SharedConfigVersions,
} from '@signalbox/gateway';

import type { ConfigHome } from './config-home.ts';

export interface ConfigControlOptions {
  readonly home: ConfigHome;
  /** Text of the config that is in force. */
  readonly inForce: string;
  /** Compiles a text as this router would run it there. */
  readonly compile: (text: string, home: ConfigHome) => Promise<LoadEngineResult>;
  /** Translates a config of vLLM Semantic Router. */
  readonly importReference: ConfigControl['importReference'];
  readonly fetchText: ConfigControl['fetchText'];
  /** Puts it in force; throws when it cannot be served. */
  readonly apply: (
    result: Extract<LoadEngineResult, { ok: true }>,
    text: string,
    home: ConfigHome,
  ) => void | Promise<void>;
  /** Those that several routers share are followed. */
  readonly versions: ConfigVersions | SharedConfigVersions;
  readonly now: () => number;
  /** Told when a version could not be kept; the config is in force all the same. */
  readonly warn: (message: string) => void;
}

/** The config of a running router: changed by its file, by an operator's request, or by going back. */
export interface RunningConfig extends ConfigControl {
  /** Where the config in force lies. */
  home(): ConfigHome;
  /** Writes a text to another home and puts it in force there; that home is the router's from then on. */
  moveTo(home: ConfigHome, text: string, overwrite: boolean, by: ConfigAuthor): Promise<ConfigChange>;
  /** Keeps the config that the router started with; where routers share them, puts the newest in force from here on. */
  started(): Promise<void>;
  /** Takes what the file holds when its turn comes; `unchanged` where that is in force already. */
  takeFile(
    read: () => string | Promise<string>,
    options: { readonly evenIfSame: boolean },
  ): Promise<ConfigChange | 'unchanged'>;
}

const BY_FILE: ConfigAuthor = { author: 'file' };

/** Changes come one at a time; a bad one changes nothing. */
export function createConfigControl(options: ConfigControlOptions): RunningConfig {
  const { compile, importReference, fetchText, apply, versions, now, warn } = options;
  let { home } = options;
  const shared = 'watch' in versions ? versions : undefined;
  let current = options.inForce;
  let rejected: RejectedFile | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };
  const keep = async (
    reason: ConfigVersion['reason'],
    by: ConfigAuthor,
    text: string,
    { path }: ConfigHome,
  ): Promise<ConfigVersion> => {
    const version = { etag: etagOf(text), at: now(), ...by, reason, file: path };
    try {
      return await versions.add(version, text);
    } catch (cause) {
      // What the others cannot hear of would be undone by what they say.
      if (shared !== undefined) throw cause;
      warn(`this config version is not kept: ${(cause as Error).message}`);
      return { id: '', ...version };
    }
  };

  const put = async (
    text: string,
    by: ConfigAuthor,
    reason: ConfigVersion['reason'],
    write: 'write' | 'create' | undefined,
    { known, to = home }: { readonly known?: ConfigVersion; readonly to?: ConfigHome } = {},
  ): Promise<ConfigChange> => {
    const result = await compile(text, to);
    const { diagnostics } = result;
    if (!result.ok) return { kind: 'invalid', diagnostics };
    // Staged before it is applied, moved after: what cannot be written is not served, what cannot be served not written.
    const staged = write === undefined ? undefined : stageFile(to.path, text, write);
    try {
      await apply(result, text, to);
    } catch (cause) {
      staged?.discard();
      if (cause instanceof GatewayError) return { kind: 'invalid', diagnostics: [...diagnostics, refused(cause)] };
      throw cause;
    }
    let version: ConfigVersion;
    try {
      version = known ?? (await keep(reason, by, text, to));
    } catch (cause) {
      staged?.discard();
      const before = await compile(current, home);
      if (before.ok) await apply(before, current, home);
      throw cause;
    }
    staged?.commit();
    current = text;
    home = to;
    rejected = undefined;
    return { kind: 'in_force', version, diagnostics };
  };

  /** The newest of all routers; where there is none yet, this one's becomes it. */
  const follow = async ({ list, text: textOf }: ConfigVersions): Promise<void> => {
    const [newest] = await list();
    if (newest === undefined) return void (await keep('start', BY_FILE, current, home));
    const text = newest.etag === etagOf(current) ? undefined : await textOf(newest.id);
    if (text === undefined) return;
    const by = { author: newest.author, note: newest.note };
    const change = await put(text, by, newest.reason, home.readOnly === undefined ? 'write' : undefined, {
      known: newest,
    });
    if (change.kind === 'in_force') warn(`the config of all routers is in force (version ${newest.id})`);
    if (change.kind === 'invalid') {
      const problems = change.diagnostics.map(({ message }) => message).join('; ');
      warn(`version ${newest.id} of the config, which all routers are to follow, cannot be served here: ${problems}`);
    }
  };

  return {
    async started() {
      if (shared === undefined) return void (await inTurn(() => keep('start', BY_FILE, current, home)));
      await shared.watch(() => {
        void inTurn(() => follow(shared)).catch((cause: unknown) => {
          warn(`the config of all routers is not known for now: ${(cause as Error).message}`);
        });
      });
    },
    home: () => home,
    moveTo: (to, text, overwrite, by) =>
      inTurn(async () => {
        // Again now that it is its turn: somebody else may have been quicker.
        if (!home.isRecipe) return { kind: 'set_up', file: home.shown };
        if (existsSync(to.path) && !overwrite) return { kind: 'exists', file: to.shown };
        return put(text, by, 'api', overwrite ? 'write' : 'create', { to });
      }),
    status: () => ({ etag: etagOf(current), file: home.shown, readOnly: home.readOnly, rejected }),
    current: () => ({ text: redactConfigText(current), etag: etagOf(current) }),
    async validate(text) {
      const restored = restoreSecrets(text, current);
      if (restored.missing.length > 0) return missingSecrets(restored.missing);
      return (await compile(restored.text, home)).diagnostics;
    },
    importReference,
    fetchText,
    replace: (text, expected, by) =>
      inTurn(async () => {
        if (home.readOnly !== undefined) return { kind: 'read_only', reason: home.readOnly };
        const etag = etagOf(current);
        if (expected !== '*' && expected !== etag) return { kind: 'stale', etag };
        const restored = restoreSecrets(text, current);
        if (restored.missing.length > 0) return { kind: 'invalid', diagnostics: missingSecrets(restored.missing) };
        return put(restored.text, by, 'api', 'write');
      }),
    rollback: (id, by) =>
      inTurn(async () => {
        if (home.readOnly !== undefined) return { kind: 'read_only', reason: home.readOnly };
        const text = await versions.text(id);
        return text === undefined ? { kind: 'unknown_version' } : put(text, by, 'rollback', 'write');
      }),
    takeFile: (read, { evenIfSame }) =>
      inTurn(async () => {
        try {
          // Read in turn: a text read earlier could undo a change that went before it.
          const text = await read();
          if (text === current && !evenIfSame) {
            rejected = undefined;
            return 'unchanged';
          }
          const change = await put(text, BY_FILE, 'file', undefined);
          if (change.kind === 'invalid') rejected = { at: now(), diagnostics: change.diagnostics };
          return change;
        } catch (cause) {
          rejected = { at: now(), diagnostics: [unreadable(cause as Error)] };
          throw cause;
        }
      }),
    versions: () => versions.list(),
    async versionText(id) {
      const text = await versions.text(id);
      return text === undefined ? undefined : redactConfigText(text);
    },
  };
}

/** SHA-256 of the text, hex, first 16 digits. */
export function etagOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/**
 * Written beside it, to be moved over it: a reader sees the old file or the new one, never half of it. `create` never
 * writes over a file that is there by then.
 */
export function stageFile(
  path: string,
  text: string,
  how: 'write' | 'create' = 'write',
): { readonly commit: () => void; readonly discard: () => void } {
  const beside = `${path}.${process.pid}.tmp`;
  const discard = () => rmSync(beside, { force: true });
  writeFileSync(beside, text);
  try {
    chmodSync(beside, statSync(path).mode & 0o777);
  } catch {
    // There is none; the new one has the usual mode.
  }
  const create = () => {
    copyFileSync(beside, path, constants.COPYFILE_EXCL);
    discard();
  };
  return { commit: how === 'create' ? create : () => renameSync(beside, path), discard };
}

function refused({ code, message, hint }: GatewayError): Diagnostic {
  return { severity: 'error', code, message, hint, path: [] };
}

function unreadable({ message }: Error): Diagnostic {
  const hint = 'put the file right; it is read again as soon as it changes';
  return { severity: 'error', code: 'config.unreadable', message, hint, path: [] };
}

function missingSecrets(paths: readonly (readonly (string | number)[])[]): Diagnostic[] {
  return paths.map((path) => ({
    severity: 'error',
    code: 'config.secret_missing',
    message: `${formatPath(path)} is "***", and no secret stood there before`,
    hint: 'write the secret itself, or better a reference to an environment variable',
    path,
  }));
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../structure/source-files.ts';

/** A built router with simulated models, as a person starts one: in a new folder, with a config of its own. */
export interface RouterProcess {
  readonly folder: string;
  /** Addresses of the two ports. */
  readonly dataPlane: string;
  readonly management: string;
  readonly child: ChildProcess;
  /** Ends it; the folder stays. */
  stop(): Promise<void>;
  /** Ends it, and takes the folder away. */
  close(): Promise<void>;
}

export interface RouterOptions {
  /** Text of `config.yaml`; default the mom recipe's, with its probes. */
  readonly config?: string;
  /** Another run's folder. */
  readonly folder?: string;
  readonly argv?: readonly string[];
  /** Simulated models in place of the config's; default true. */
  readonly simulates?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

const SIMULATED = ['--simulate', '--simulate-tokens-per-second', '400'];

/** The text of a recipe's config. */
export function recipeText(name: string): string {
  return readFileSync(join(ROOT, 'recipes', name, 'config.yaml'), 'utf8');
}

export async function startRouterProcess(options: RouterOptions = {}): Promise<RouterProcess> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'signalbox-dashboard-'));
  if (options.folder === undefined) {
    writeFileSync(join(folder, 'config.yaml'), options.config ?? recipeText('mom'));
    if (options.config === undefined) copyFileSync(join(ROOT, 'recipes/mom/probes.yaml'), join(folder, 'probes.yaml'));
  }
  const ports = options.argv ?? ['--port', '0', '--management-port', '0'];
  const argv = ['serve', ...(options.simulates === false ? [] : SIMULATED), ...ports, '--json'];
  const child = spawn(process.execPath, [join(ROOT, 'apps/cli/bin/signalbox.js'), ...argv], {
    cwd: folder,
    env: { ...process.env, ...options.environment },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const line = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), once(child, 'exit')]);
  if (typeof line[0] !== 'string') throw new Error(`the router did not start: ${errors}`);
  const { dataPlane, management } = JSON.parse(line[0]) as { dataPlane: string; management: string };
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return {
    folder,
    dataPlane,
    management,
    child,
    stop,
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

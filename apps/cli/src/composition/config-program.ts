import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { isRouterDefinition, type RouterDefinition } from '../library/define-router.ts';
import { UsageError } from '../usage-error.ts';

/** Whether a config is a program, whose default export is what `defineRouter` gave. */
export function isProgram(path: string): boolean {
  return /\.(?:mjs|js|mts|ts)$/.test(path);
}

/**
 * Runs a config that is a program. Once it has changed it runs anew, but not the modules that it imports: Node keeps these.
 * Throws a UsageError that says what to do where it cannot be run, or exports something else.
 */
export async function loadProgram(path: string): Promise<RouterDefinition> {
  const url = pathToFileURL(path);
  let exported: { readonly default?: unknown };
  try {
    url.searchParams.set('changed', String(statSync(path).mtimeMs));
    exported = (await import(url.href)) as typeof exported;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`there is no file ${path}`);
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION') {
      throw new UsageError(
        `${path} is TypeScript, which Node ${process.versions.node} does not run by itself`,
        'compile it to .mjs; or run it through a loader of yours, e.g. NODE_OPTIONS="--import tsx"; or use Node 22.18 or later',
      );
    }
    throw new UsageError(`${path} does not run: ${message}`);
  }
  if (isRouterDefinition(exported.default)) return exported.default;
  throw new UsageError(
    `${path} does not export a router`,
    "export default defineRouter({ … }), with defineRouter from 'signalbox'",
  );
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Io } from '../io.ts';

/** An Io over a fresh folder that keeps what was printed. */
export interface TestIo extends Io {
  readonly out: () => string;
  readonly err: () => string;
  readonly write: (name: string, text: string) => string;
  readonly stop: () => void;
  /** As SIGHUP would. */
  readonly reload: () => void;
  /** Resolves with the first output that the pattern matches. */
  readonly printed: (pattern: RegExp, stream?: 'out' | 'err') => Promise<string>;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Its folder goes when the tests of the file are through. */
export function testIo(
  options: { readonly stdin?: string; readonly environment?: Record<string, string> } = {},
): TestIo {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-cli-'));
  folders.push(folder);
  const printed = { out: '', err: '' };
  const waiting: { stream: 'out' | 'err'; pattern: RegExp; resolve: (text: string) => void }[] = [];
  const stop = new AbortController();
  let onReload = () => {};
  const print = (stream: 'out' | 'err') => (text: string) => {
    printed[stream] += text;
    for (const waiter of [...waiting]) {
      if (waiter.stream !== stream || !waiter.pattern.test(printed[stream])) continue;
      waiting.splice(waiting.indexOf(waiter), 1);
      waiter.resolve(printed[stream]);
    }
  };
  return {
    stdout: print('out'),
    stderr: print('err'),
    environment: options.environment ?? {},
    workingDirectory: folder,
    isInteractive: false,
    stopping: stop.signal,
    readStdin: async () => options.stdin ?? '',
    onRestart: () => () => {},
    onReload(listener) {
      onReload = listener;
      return () => {
        onReload = () => {};
      };
    },
    out: () => printed.out,
    err: () => printed.err,
    write(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    stop: () => stop.abort(),
    reload: () => onReload(),
    printed: (pattern, stream = 'out') =>
      pattern.test(printed[stream])
        ? Promise.resolve(printed[stream])
        : new Promise((resolve) => waiting.push({ stream, pattern, resolve })),
  };
}

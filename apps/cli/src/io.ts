/** What loading a config reads of the process. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths are read from. */
  readonly workingDirectory: string;
}

/** What a command may touch of the process; tests give their own. */
export interface Io extends Surroundings {
  stdout(text: string): void;
  stderr(text: string): void;
  /** Whether a person is watching: progress bars and colours only then. */
  readonly isInteractive: boolean;
  /** Aborted on Ctrl-C or SIGTERM: long-running commands end in order. */
  readonly stopping: AbortSignal;
  readStdin(): Promise<string>;
  /** Calls back on SIGHUP; returns how to stop listening. */
  onReload(listener: () => void): () => void;
  /** Calls back on SIGUSR2; returns how to stop listening. */
  onRestart(listener: () => void): () => void;
}

/** Ends the process quietly when whoever read its output has left, as `head` does: there is nobody to tell. */
export function endWithReader(output: NodeJS.EventEmitter, end: () => void): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    end();
  });
}

/** The real process. */
export function processIo(): Io {
  const stop = new AbortController();
  for (const output of [process.stdout, process.stderr]) endWithReader(output, () => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(signal));
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    environment: process.env,
    workingDirectory: process.cwd(),
    isInteractive: process.stdout.isTTY === true && process.env.CI === undefined,
    stopping: stop.signal,
    async readStdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
    onReload: onSignal('SIGHUP'),
    onRestart: onSignal('SIGUSR2'),
  };
}

function onSignal(signal: NodeJS.Signals) {
  return (listener: () => void): (() => void) => {
    process.on(signal, listener);
    return () => process.off(signal, listener);
  };
}

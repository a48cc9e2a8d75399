import { writeFileSync } from 'node:fs';
import { hasErrors, importConfig } from '@signalbox/engine';
import type { Command } from '../command.ts';
import { createPorts, weightsFolder } from '../composition/create-ports.ts';
import { loadConfigText, readTextFile, resolvePath, shownPath } from '../composition/load-config-file.ts';
import { vocabulary } from '../composition/vocabulary.ts';
import { EXIT } from '../exit-codes.ts';
import { fetchText } from '../fetch/fetch-text.ts';
import { printDiagnostics } from '../report/diagnostics.ts';
import { importReport } from '../report/import-report.ts';
import { UsageError } from '../usage-error.ts';

export const importReference: Command = {
  name: 'import',
  summary:
    'Reads a config of vLLM Semantic Router (v0.3, or flat as in v0.1) and writes one that routes the same; says of each field what became of it.',
  positionals: [{ name: '<source>', description: 'a file, or an http or https address' }],
  options: [
    { flags: '-o, --output <file>', description: 'write the config there (default: print it)' },
    { flags: '--all', description: 'list the fields that are kept, too' },
    { flags: '--allow-private', description: 'let the address lead to this machine or a private network' },
  ],
  examples: [
    'signalbox import vllm-sr.yaml --output config.yaml',
    'signalbox import https://example.com/config.yaml --json',
  ],
  async run({ positionals, options }, io) {
    const source = positionals[0]!;
    const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(source);
    const text = isAddress
      ? await fetchText(source, options.allowPrivate === true ? { refusal: () => undefined } : {})
      : readTextFile(source, io);
    const file = isAddress ? source : shownPath(resolvePath(source, io), io);
    const target = typeof options.output === 'string' ? options.output : 'config.yaml';
    const ports = createPorts(weightsFolder(io));
    const load = (written: string) => loadConfigText(written, target, 'simulate', ports, io);
    const result = await importConfig(text, { vocabulary, file, environment: io.environment, load });
    const { output } = options;
    if (typeof output === 'string' && result.text !== undefined) {
      try {
        writeFileSync(resolvePath(output, io), result.text);
      } catch (cause) {
        throw new UsageError(`cannot write ${output}: ${(cause as Error).message}`);
      }
    }
    const isGood =
      result.loads && !hasErrors(result.diagnostics) && result.rows.every((row) => row.severity !== 'error');
    const code = isGood ? EXIT.ok : EXIT.bad;
    if (options.json) {
      const { text: config, ...report } = result;
      io.stdout(`${JSON.stringify({ ...report, ...(output === undefined ? { config } : {}) }, null, 2)}\n`);
      return code;
    }
    // The config alone goes to stdout, so that it can be piped.
    const print = typeof output === 'string' ? io.stdout : io.stderr;
    print(importReport(result, { file, all: options.all === true }));
    printDiagnostics(result.diagnostics, io);
    if (result.text === undefined) return code;
    if (typeof output === 'string') print(`wrote ${output}\n`);
    else io.stdout(result.text);
    return code;
  },
};

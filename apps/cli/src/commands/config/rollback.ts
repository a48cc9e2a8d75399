import type { Command } from '../../command.ts';
import { stageFile } from '../../composition/config-control.ts';
import { createPorts, weightsFolder } from '../../composition/create-ports.ts';
import { loadConfigText, shownPath } from '../../composition/load-config-file.ts';
import { EXIT } from '../../exit-codes.ts';
import { printDiagnostics } from '../../report/diagnostics.ts';
import { findVersion, withKeptVersions } from './kept-versions.ts';

export const rollback: Command = {
  name: 'rollback',
  summary: 'Writes an earlier version back to its file; a router that serves the file takes it at once.',
  positionals: [{ name: '<version>', description: 'a version, the beginning of its id, or `previous`' }],
  options: [],
  examples: ['signalbox config rollback previous'],
  async run({ positionals, options }, io) {
    const { version, text } = await withKeptVersions(io, (kept) => findVersion(positionals[0]!, kept, io));
    const shown = shownPath(version.file, io);
    const result = await loadConfigText(text, version.file, 'evaluate', createPorts(weightsFolder(io)), io);
    if (!result.ok) {
      printDiagnostics(result.diagnostics, io);
      io.stderr(`signalbox: ${version.id} is not valid any more; ${shown} stays as it is\n`);
      return EXIT.bad;
    }
    stageFile(version.file, text).commit();
    if (options.json) io.stdout(`${JSON.stringify({ version: version.id, file: version.file })}\n`);
    else io.stdout(`${shown} holds ${version.id} again\n`);
    return EXIT.ok;
  },
};

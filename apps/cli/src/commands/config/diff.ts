import { redactConfigText } from '@signalbox/engine';
import { createTwoFilesPatch } from 'diff';
import type { Command } from '../../command.ts';
import { readTextFile, shownPath } from '../../composition/load-config-file.ts';
import { EXIT } from '../../exit-codes.ts';
import { findVersion, withKeptVersions } from './kept-versions.ts';

export const diff: Command = {
  name: 'diff',
  summary: 'Shows what changed from one version to another, or to the file as it is now.',
  positionals: [
    { name: '<from>', description: 'a version, the beginning of its id, or `latest`, `previous`' },
    { name: '[to]', description: 'another version (default: the file as it is now)' },
  ],
  options: [],
  examples: ['signalbox config diff previous', 'signalbox config diff previous latest'],
  async run({ positionals: [from, to], options }, io) {
    const { before, after } = await withKeptVersions(io, async (versions) => ({
      before: await findVersion(from!, versions, io),
      after: to === undefined ? undefined : await findVersion(to, versions, io),
    }));
    const file = shownPath(before.version.file, io);
    const texts = [before.text, after?.text ?? readTextFile(before.version.file, io)].map(redactConfigText);
    const names = [before.version.id, after?.version.id ?? file] as const;
    const patch = createTwoFilesPatch(`${file} (${names[0]})`, `${file} (${names[1]})`, texts[0]!, texts[1]!);
    const isSame = texts[0] === texts[1];
    if (options.json) io.stdout(`${JSON.stringify({ from: names[0], to: names[1], same: isSame, patch }, null, 2)}\n`);
    else io.stdout(isSame ? `${names[0]} and ${names[1]} are the same\n` : patch);
    return EXIT.ok;
  },
};

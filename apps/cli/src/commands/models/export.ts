import { writeFileSync } from 'node:fs';
import { EXPORTABLE_HEADS, exportHead, PackError } from '@signalbox/models';
import type { Command } from '../../command.ts';
import { resolvePath } from '../../composition/load-config-file.ts';
import { EXIT } from '../../exit-codes.ts';
import { UsageError } from '../../usage-error.ts';

export const exportGraph: Command = {
  name: 'export',
  summary: 'Writes an embedded head as an ONNX graph over feature numbers, and a JSON file that says how to fill it.',
  positionals: [{ name: '<head>', description: `one of ${EXPORTABLE_HEADS.join(', ')}` }],
  options: [
    { flags: '-o, --out <file>', description: 'the ONNX file (default: HEAD.onnx); the JSON stands beside it' },
  ],
  examples: ['signalbox models export domain --out domain.onnx'],
  async run({ positionals, options }, io) {
    const head = positionals[0]!;
    const out = resolvePath(typeof options.out === 'string' ? options.out : `${head}.onnx`, io);
    const beside = `${out.replace(/\.onnx$/, '')}.json`;
    try {
      const { model, specification } = exportHead(head, io.environment.SIGNALBOX_WEIGHTS_DIR);
      writeFileSync(out, model);
      writeFileSync(beside, `${JSON.stringify(specification, null, 2)}\n`);
      const files = { model: out, specification: beside, bytes: model.length };
      if (options.json) io.stdout(`${JSON.stringify({ head, ...files })}\n`);
      else io.stdout(`wrote ${out} (${(model.length / 1e6).toFixed(2)} MB) and ${beside}\n`);
      return EXIT.ok;
    } catch (cause) {
      if (cause instanceof PackError && cause.code === 'pack.no_onnx_form')
        throw new UsageError(cause.text, cause.hint);
      if (cause instanceof PackError) {
        io.stderr(`signalbox: ${cause.message}\n`);
        return EXIT.bad;
      }
      throw new UsageError(`cannot write ${out}: ${(cause as Error).message}`);
    }
  },
};

import { once } from 'node:events';
import { startSimulator } from '@signalbox/gateway/simulator';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { numberOption } from '../option-values.ts';
import { UsageError } from '../usage-error.ts';

export const simulate: Command = {
  name: 'simulate',
  summary: "Serves simulated models behind vLLM's OpenAI-compatible API, and behind other vendors' with their rules.",
  positionals: [],
  options: [
    { flags: '--models <names>', description: 'model names, separated by commas (default: any name is answered)' },
    { flags: '--address <address>', description: 'address to listen on (default: 127.0.0.1)' },
    { flags: '--port <number>', description: 'port to listen on; 0 picks a free one (default: 0)' },
    { flags: '--latency-ms <number>', description: 'time to the first token (default: 0)' },
    { flags: '--tokens-per-second <number>', description: 'pace of the tokens after it (default: as fast as it goes)' },
  ],
  examples: [
    'signalbox simulate --models Qwen3-235B,gpt-oss-20b --port 8001',
    'signalbox simulate --latency-ms 300 --tokens-per-second 40',
  ],
  async run({ options }, io) {
    const models =
      typeof options.models === 'string' ? options.models.split(',').map((name) => name.trim()) : undefined;
    if (models?.includes('')) throw new UsageError('--models has an empty name', 'e.g. --models small,large');
    const port = numberOption(options.port, '--port', { min: 0, max: 65_535 });
    const latencyMs = numberOption(options.latencyMs, '--latency-ms', { min: 0, max: 600_000 });
    const tokensPerSecond = numberOption(options.tokensPerSecond, '--tokens-per-second', { min: 0, max: 1_000_000 });
    const simulator = await startSimulator({
      models: models ?? 'any',
      ...(typeof options.address === 'string' ? { address: options.address } : {}),
      ...(port === undefined ? {} : { port }),
      ...(latencyMs === undefined ? {} : { latencyMs }),
      ...(tokensPerSecond === undefined ? {} : { tokensPerSecond }),
    }).catch((cause: Error) => {
      throw new UsageError(cause.message);
    });
    if (options.json)
      io.stdout(`${JSON.stringify({ url: simulator.url, port: simulator.port, models: models ?? 'any' })}\n`);
    else {
      io.stdout(`simulated models at ${simulator.url}/v1: ${models?.join(', ') ?? 'any name'}\n`);
      io.stdout(`try: curl ${simulator.url}/v1/models\n`);
    }
    if (!io.stopping.aborted) await once(io.stopping, 'abort');
    await simulator.close();
    return EXIT.ok;
  },
};

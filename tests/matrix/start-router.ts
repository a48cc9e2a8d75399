import { formatDiagnostic, loadEngine } from '@signalbox/engine';
import { testPorts, testVocabulary } from '@signalbox/engine/testing';
import { createGateway, pluginKinds, providers, startDataPlane } from '@signalbox/gateway';
import { startSimulator } from '@signalbox/gateway/simulator';
import { matrixConfig } from './backends.ts';

/** A router over the strict simulators, both listening on loopback. */
export interface MatrixRouter {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts both on free ports. */
export async function startRouter(): Promise<MatrixRouter> {
  const simulator = await startSimulator({ models: 'any' });
  const loaded = await loadEngine(matrixConfig(simulator.url), {
    vocabulary: { ...testVocabulary, plugins: pluginKinds, providers },
    ports: testPorts({}),
  });
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(formatDiagnostic).join('\n'));
  const gateway = createGateway({ config: loaded.loaded.config, engine: loaded.engine });
  const server = await startDataPlane(gateway, { address: '127.0.0.1', port: 0 });
  return {
    url: `http://127.0.0.1:${server.port}`,
    async close() {
      await server.close(0);
      await gateway.close(0);
      await simulator.close();
    },
  };
}

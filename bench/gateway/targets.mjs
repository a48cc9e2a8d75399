import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPeers, peerFile, peerVersion } from '../peers/install-peers.mjs';
import { createBenchConfig } from '../servers/bench-config.mjs';
import { startChildServer } from '../servers/child-server.mjs';
import { findFreePort } from '../servers/free-port.mjs';

/** @typedef {import('../servers/child-server.mjs').ChildServer} ChildServer */

/**
 * One thing that the load is sent to.
 *
 * @typedef {object} Target
 * @property {'direct' | 'bare' | 'signalbox' | 'portkey'} name
 * @property {string} title What tables call it.
 * @property {number} port
 * @property {Readonly<Record<string, string>>} headers
 * @property {ChildServer} server
 * @property {number} [managementPort] Of our own router.
 */

const serversFolder = join(import.meta.dirname, '..', 'servers');

/** @returns {Promise<Target>} */
export async function startMock() {
  const server = await startChildServer({ name: 'mock model', arguments: [join(serversFolder, 'mock-model.mjs')] });
  return { name: 'direct', title: 'direct (mock)', port: server.ready.port, headers: {}, server };
}

/** @param {number} mockPort @returns {Promise<Target>} */
export async function startBare(mockPort) {
  const server = await startChildServer({
    name: 'bare proxy',
    arguments: [join(serversFolder, 'bare-proxy.mjs'), `http://127.0.0.1:${mockPort}`],
  });
  return { name: 'bare', title: 'bare node:http + undici', port: server.ready.port, headers: {}, server };
}

/**
 * Our own router with the recipe's routing on and the mock as its only backend.
 *
 * @param {object} options
 * @param {string} options.root The clone.
 * @param {string} options.recipe Path of its config.
 * @param {number} options.mockPort
 * @param {number} [options.workers] Processes that serve; one that serves and manages when left out.
 * @returns {Promise<Target>}
 */
export async function startSignalbox({ root, recipe, mockPort, workers }) {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
  const configFile = join(folder, 'config.yaml');
  writeFileSync(configFile, createBenchConfig(recipe, `http://127.0.0.1:${mockPort}/v1`));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  try {
    const server = await startChildServer({
      name: 'signalbox',
      arguments: [
        join(root, 'apps', 'cli', 'bin', 'signalbox.js'),
        ...['serve', '--config', configFile, '--port', '0', '--management-port', '0', '--json'],
        ...(workers === undefined ? [] : ['--workers', String(workers)]),
      ],
      environment: { SIGNALBOX_DATA_DIR: join(folder, 'data') },
    });
    const stop = async () => {
      await server.stop();
      removeFolder();
    };
    return {
      name: 'signalbox',
      title: 'signalbox, routing on',
      port: dataPlanePort(server.ready),
      managementPort: server.ready.ports.management,
      headers: {},
      server: { ...server, stop },
    };
  } catch (error) {
    removeFolder();
    throw error;
  }
}

/**
 * The data plane's port out of the line that `serve --json` prints.
 *
 * @param {any} ready
 * @returns {number}
 */
export function dataPlanePort(ready) {
  const port = ready?.ports?.dataPlane;
  if (typeof port !== 'number') {
    throw new Error(`signalbox serve --json: expected {"ports":{"dataPlane":…}}, got ${JSON.stringify(ready)}`);
  }
  return port;
}

/**
 * Portkey's gateway, or the reason why it is not measured.
 *
 * @param {number} mockPort
 * @param {(line: string) => void} say
 * @returns {Promise<Target | string>}
 */
export async function startPortkey(mockPort, say) {
  const obstacle = installPeers(say);
  if (obstacle !== undefined) return obstacle;
  const port = await findFreePort();
  const server = await startChildServer({
    name: 'portkey',
    arguments: [peerFile('@portkey-ai/gateway', 'build', 'start-server.js'), '--headless', `--port=${port}`],
    readyWhen: (line) => (line.includes('Ready for connections') ? { port } : undefined),
  });
  return {
    name: 'portkey',
    title: `Portkey ${peerVersion('@portkey-ai/gateway')}`,
    port,
    headers: {
      'x-portkey-provider': 'openai',
      'x-portkey-custom-host': `http://127.0.0.1:${mockPort}/v1`,
      authorization: 'Bearer not-a-key',
    },
    server,
  };
}

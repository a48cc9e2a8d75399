import { readFileSync } from 'node:fs';

/** @typedef {import('@signalbox/engine').Engine} Engine */
/** @typedef {import('@signalbox/engine').RequestFacts} RequestFacts */

/**
 * A config's engine with the embedded models, as the server makes it, the token counter that it uses, and the time from
 * the config's text to the engine, the models being there.
 *
 * @param {string} configFile
 */
export async function loadProfile(configFile) {
  // The built packages and the server's own wiring: the bench measures what is shipped.
  const { loadEngine } = await import('@signalbox/engine');
  const { createPorts, vocabulary } = await import('signalbox');
  const ports = createPorts();
  const begin = performance.now();
  const loaded = await loadEngine(readFileSync(configFile, 'utf8'), {
    vocabulary,
    ports,
    file: configFile,
    environment: process.env,
    purpose: 'evaluate',
  });
  const loadMs = performance.now() - begin;
  if (!loaded.ok) {
    throw new Error(loaded.diagnostics.map(({ code, message, hint }) => `${code}: ${message} (${hint})`).join('\n'));
  }
  return { engine: loaded.engine, tokenCounter: ports.tokenCounter, loadMs };
}

/**
 * The request that carries a prompt. The text is a new, flat string, as one that came off a socket would be.
 *
 * @param {string} prompt
 * @returns {RequestFacts}
 */
export function factsOf(prompt) {
  const text = Buffer.from(prompt).toString('utf8');
  return {
    messages: [{ role: 'user', text, images: [], toolCalls: [] }],
    tools: [],
    requestedModel: 'MoM',
    metadata: {},
  };
}

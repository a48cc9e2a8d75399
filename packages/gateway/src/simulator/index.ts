/**
 * Simulated models: an HTTP server that answers as vLLM's OpenAI server would, without any model. Its texts say that
 * they are simulated, by which model name, and with which reasoning settings. The same request gives the same answer.
 *
 * It serves POST /v1/chat/completions, /v1/completions, /v1/embeddings and /tokenize, and GET /v1/models, /health and /metrics.
 * Beside them stand other vendors' APIs, which refuse what the vendor would refuse: /v1/messages (Anthropic),
 * /v1beta/models/{model}:generateContent (Gemini), their like on Google Cloud, /model/{model}/converse (Bedrock), and chat completions by the rules of OpenAI, Azure, Mistral, DeepSeek
 * and Groq, each under its name: /openai/v1/chat/completions, /azure/openai/deployments/{deployment}/chat/completions, …
 *
 * Request headers that pace one answer or make it fail:
 *   x-sim-latency-ms          time to the first token
 *   x-sim-tokens-per-second   tokens after the first; 0 is as fast as it goes
 *   x-sim-answer-tokens       length of free text in tokens
 *   x-sim-failure             status-400 to status-599   that error in place of an answer (429 and 503 with Retry-After)
 *                             hang                       accepted, never answered
 *                             reset                      the connection is reset before the first byte of the answer
 *                             cut-stream                 the connection breaks after half of the answer
 *                             truncate                   the answer ends after half, and HTTP calls that complete
 *                             error-event                a stream turns into an error event after half, then [DONE]
 *                             garbage                    not JSON; in a stream, not events, after half
 *                             slow-bytes                 the answer comes in drips of seven bytes a millisecond
 *   x-sim-failure-model       only this model fails
 */
export type { ServedModels } from './model-list.ts';
export type { SimulatorOptions } from './simulator-options.ts';
export { type Simulator, startSimulator } from './start-simulator.ts';

/**
 * Signalbox as a library. `createEngine` routes and calls nothing; `createRouter` answers requests as the server does,
 * inside a program of one's own.
 *
 * @module
 */

// Routing in process
export type { Diagnostic, Engine, ModelRef, RequestFacts, RouteOptions, RouteResult, Trace } from '@signalbox/engine';
export { explainTrace } from '@signalbox/engine';
// Serving
export {
  createGateway,
  createLogger,
  createNodeListener,
  type Gateway,
  GatewayError,
  type GatewayOptions,
  type NodeListener,
  type RunningServers,
  startServers,
} from '@signalbox/gateway';
// Composition of one's own
export { createPorts } from './composition/create-ports.ts';
export { vocabulary } from './composition/vocabulary.ts';
export { ConfigError } from './library/config-error.ts';
export type { ConfigInput } from './library/config-input.generated.ts';
export { type ConfigSource, createEngine, type EngineOptions, type LoadedEngine } from './library/create-engine.ts';
export { createRouter, type Router, type RouterOptions } from './library/create-router.ts';
export { defineRouter, type RouterDefinition, type RouterInput } from './library/define-router.ts';
export type { FunctionAnswer, FunctionSignal, SignalFunction } from './library/function-kind.ts';
export { type ChatRequest, requestFacts } from './library/request-facts.ts';

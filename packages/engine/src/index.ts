// Adapters
export * from './adapters/adapter.ts';
export type { OpenHead } from './adapters/open-heads.ts';
// Routing
export { type CompileOptions, type CompileResult, compileEngine } from './compile-engine.ts';
// Config
export {
  canonicalSchema,
  type PluginSurroundings,
  type PluginVocabulary,
  type ProviderDefaults,
  type ProviderVocabulary,
  type Vocabulary,
} from './config/canonical-schema.ts';
export { connectModels, type ModelConnection } from './config/connect-models.ts';
export * from './config/diagnostic.ts';
export { environmentNames } from './config/environment.ts';
export { type LoadedConfig, type LoadOptions, type LoadResult, loadConfig } from './config/load-config.ts';
export { nearest, suggest } from './config/nearest.ts';
export { patchYaml, type YamlPath } from './config/patch-yaml.ts';
export { redactSecrets } from './config/redact.ts';
export { redactConfigText, restoreSecrets } from './config/redact-text.ts';
export { DEFAULT_RELIABILITY } from './config/reliability.ts';
export { unmetRequirements } from './config/requirements.ts';
export type * from './config/router-config.ts';
export { fromJsonSchema, type Schema, s, toJsonSchema } from './config/schema.ts';
export { type ConfigPlace, setConfigValue } from './config/set-config-value.ts';
// Policies
export {
  type CompileOptions as CompilePolicyOptions,
  type ConvertOptions,
  type ConvertResult,
  compilePolicy,
  configYaml,
  decompileConfig,
  formatPolicy,
} from './dsl/convert-config.ts';
export * from './dsl/editor/policy-editor.ts';
export * from './dsl/editor/policy-highlighter.ts';
export { isPolicyText } from './dsl/policy-document.ts';
export { parsePolicyProbes } from './dsl/policy-probes.ts';
export { type BlockShape, topBlocks as policyBlocks } from './dsl/shapes.ts';
export type { Engine, PluginUse, RouteOptions, RouteResult } from './engine.ts';
export type { EngineSummary, RecipeSummary } from './engine-parts.ts';
// Import
export { type ImportLayout, type ImportOptions, type ImportResult, importConfig } from './import/import-config.ts';
export type { ImportRow } from './import/import-row.ts';
// Lint
export { type LintOptions, lintConfig } from './lint/lint-config.ts';
export { type CorpusLintOptions, type CorpusRow, lintCorpus } from './lint/lint-corpus.ts';
export { type MendOptions, type MendResult, mendConfig } from './lint/mend-config.ts';
export { type LoadEngineOptions, type LoadEngineResult, loadEngine } from './load-engine.ts';
// Ports
export * from './ports/index.ts';
// Probes
export { type Assessment, assessProbes } from './probes/assess-probes.ts';
export { type ParseProbesResult, parseProbes } from './probes/parse-probes.ts';
export { type Perturbation, type PerturbedProbe, perturbations, perturbProbe } from './probes/perturb.ts';
export type { Probe, ProbeFile } from './probes/probe.ts';
export { type ProbedEngine, type ProbedRoute, type ProbeResult, reasoningOf, runProbe } from './probes/run-probes.ts';
// Receipts
export { explainReceipt } from './receipts/explain-receipt.ts';
export type { Flip, Receipt, ReceiptOptions, SignalChange, SignalFigure } from './receipts/receipt.ts';
// Requests
export * from './request/facts.ts';
export { type ParsedMessages, parseChatMessages, parseChatTools } from './request/parse-chat-messages.ts';
export { type ParsedChatRequest, parseChatRequest } from './request/parse-chat-request.ts';
// Writing a signal kind or an algorithm
export { type Algorithm, defineAlgorithm, type Selection, type SelectionContext } from './selection/algorithm.ts';
export { algorithms } from './selection/index.ts';
export type { Effort, ModelRef } from './selection/model-ref.ts';
// Guards: what plugins read
export { guardedContents } from './signals/guarded-contents.ts';
export { signalKinds } from './signals/index.ts';
export * from './signals/reading.ts';
export * from './signals/signal-kind.ts';
// Nearest vectors
export { type Neighbour, VectorIndex, vectorBytes } from './similarity/vector-index.ts';
export { riskyPiecesOf } from './text/risky-pieces.ts';
// Traces
export { type Explanation, explainTrace } from './trace/explain.ts';
export {
  createTracePacker,
  outlineOf,
  type PackedTrace,
  type TraceOutline,
  type TracePacker,
} from './trace/pack-trace.ts';
export type * from './trace/trace.ts';

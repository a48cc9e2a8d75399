import { backendMetrics } from './backend-metrics/backend-metrics.ts';
import { catalogue } from './catalogue/catalogue.ts';
import { classifyRoutes } from './classify/classify.ts';
import { classifyByHeads } from './classify/heads.ts';
import {
  config,
  configStatus,
  configVersion,
  configVersions,
  importConfig,
  importConfigFrom,
  replaceConfig,
  rollbackConfig,
  validateConfig,
} from './config/config.ts';
import { recentDecisions } from './decisions/recent-decisions.ts';
import { evaluate } from './eval/evaluate.ts';
import { health, ready } from './health/health.ts';
import { loadTest } from './load-test/load-test.ts';
import { logs } from './logs/logs.ts';
import type { ManagementRoute } from './management-route.ts';
import { metrics } from './metrics/metrics.ts';
import { openapi } from './openapi/openapi.ts';
import { addOutcome } from './outcomes/outcomes.ts';
import { ownAccess } from './own-access/own-access.ts';
import { playground } from './playground/playground.ts';
import { probeSuites } from './probes/probe-suites.ts';
import { aggregate } from './replay/aggregate.ts';
import { replay } from './replay/replay.ts';
import { replayExport } from './replay/replay-export.ts';
import { replayList } from './replay/replay-list.ts';
import { trajectory } from './replay/trajectory.ts';
import { cacheEntries, cacheStatistics, invalidateCache } from './response-cache/response-cache.ts';
import { activateConfig, detectServers, draftConfig, listModels, setupState, testConnection } from './setup/setup.ts';
import { token } from './token/token.ts';
import { vocabulary } from './vocabulary/vocabulary.ts';
import { weightsList, weightsOfHead } from './weights/weights.ts';

/** All management endpoints; the catalogue is made from this list. */
export const managementRoutes: readonly ManagementRoute[] = [
  catalogue,
  openapi,
  evaluate,
  ...classifyRoutes,
  classifyByHeads,
  config,
  configStatus,
  replaceConfig,
  validateConfig,
  importConfig,
  importConfigFrom,
  configVersions,
  configVersion,
  rollbackConfig,
  setupState,
  detectServers,
  listModels,
  testConnection,
  draftConfig,
  activateConfig,
  recentDecisions,
  replayList,
  replayExport,
  // Before the one by id, which would take the words for ids.
  aggregate,
  trajectory,
  replay,
  addOutcome,
  cacheStatistics,
  cacheEntries,
  invalidateCache,
  metrics,
  health,
  ready,
  token,
  ownAccess,
  logs,
  backendMetrics,
  vocabulary,
  weightsList,
  weightsOfHead,
  probeSuites,
  playground,
  loadTest,
];

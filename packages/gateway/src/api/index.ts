import { catalogue } from './catalogue/catalogue.ts';
import { classifyRoutes } from './classify/classify.ts';
import {
  config,
  configVersion,
  configVersions,
  importConfig,
  replaceConfig,
  rollbackConfig,
  validateConfig,
} from './config/config.ts';
import { recentDecisions } from './decisions/recent-decisions.ts';
import { evaluate } from './eval/evaluate.ts';
import { health, ready } from './health/health.ts';
import type { ManagementRoute } from './management-route.ts';
import { metrics } from './metrics/metrics.ts';
import { openapi } from './openapi/openapi.ts';
import { addOutcome } from './outcomes/outcomes.ts';
import { playground } from './playground/playground.ts';
import { aggregate } from './replay/aggregate.ts';
import { replay } from './replay/replay.ts';
import { replayList } from './replay/replay-list.ts';
import { token } from './token/token.ts';
import { vocabulary } from './vocabulary/vocabulary.ts';
import { weightsList, weightsOfHead } from './weights/weights.ts';

/** All management endpoints; the catalogue is made from this list. */
export const managementRoutes: readonly ManagementRoute[] = [
  catalogue,
  openapi,
  evaluate,
  ...classifyRoutes,
  config,
  replaceConfig,
  validateConfig,
  importConfig,
  configVersions,
  configVersion,
  rollbackConfig,
  recentDecisions,
  replayList,
  // Before the one by id, which would take the word for an id.
  aggregate,
  replay,
  addOutcome,
  metrics,
  health,
  ready,
  token,
  vocabulary,
  weightsList,
  weightsOfHead,
  playground,
];

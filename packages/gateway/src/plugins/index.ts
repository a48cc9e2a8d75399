import { fastResponse } from './fast-response/fast-response.ts';
import { headerMutation } from './header-mutation/header-mutation.ts';
import { jailbreak } from './jailbreak/jailbreak.ts';
import { outputContract } from './output-contract/output-contract.ts';
import { pii } from './pii/pii.ts';
import type { PluginKind } from './plugin.ts';
import { requestParams } from './request-params/request-params.ts';
import { responseCache } from './response-cache/response-cache.ts';
import { routerReplay } from './router-replay/router-replay.ts';
import { systemPrompt } from './system-prompt/system-prompt.ts';
import { tools } from './tools/tools.ts';

/** All kinds of plugins; the config's schema, the reference and the forms are made from this list. */
export const pluginKinds: readonly PluginKind[] = [
  fastResponse,
  jailbreak,
  pii,
  systemPrompt,
  headerMutation,
  requestParams,
  tools,
  outputContract,
  responseCache,
  routerReplay,
];

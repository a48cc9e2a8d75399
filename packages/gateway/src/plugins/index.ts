import { fastResponse } from './fast-response/fast-response.ts';
import type { PluginKind } from './plugin.ts';

/** All kinds of plugins; the config's schema, the reference and the forms are made from this list. */
export const pluginKinds: readonly PluginKind[] = [fastResponse];

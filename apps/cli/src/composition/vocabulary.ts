import { algorithms, signalKinds, type Vocabulary } from '@signalbox/engine';
import { endpoints, plannedPlugins, pluginKinds, providers } from '@signalbox/gateway';
import { adapters, heads, referenceForms } from '@signalbox/models';

/** Everything that a config of this build may name. */
export const vocabulary: Vocabulary = {
  kinds: signalKinds,
  algorithms,
  plugins: [...pluginKinds, ...plannedPlugins],
  providers,
  endpoints,
  heads,
  adapters,
  forms: referenceForms,
};

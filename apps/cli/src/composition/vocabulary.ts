import { algorithms, signalKinds, type Vocabulary } from '@signalbox/engine';
import { plannedPlugins, pluginKinds, providers } from '@signalbox/gateway';

/** Everything that a config of this build may name. */
export const vocabulary: Vocabulary = {
  kinds: signalKinds,
  algorithms,
  plugins: [...pluginKinds, ...plannedPlugins],
  providers: providers.map((provider) => provider.type),
};

import type {
  SetupAnswer,
  SetupConnection,
  SetupDetection,
  SetupDraft,
  SetupModels,
  SetupTest,
} from '../../contract/index.ts';
import type { ConfigAuthor, ConfigChange } from '../config/config-control.ts';

/** What a new config starts from: a recipe that comes with the router, or a text. */
export type SetupBase = { readonly recipe: string } | { readonly recipe?: undefined; readonly yaml: string };

/** Which server serves a model of the config, under the name that the server knows. */
export interface SetupMapping extends SetupConnection {
  readonly model: string;
}

/** What the operator asked for cannot be done as it was said. */
export interface SetupProblem {
  readonly problem: string;
  readonly hint?: string | undefined;
}

/** Makes the first config of a router that has none of its own. Given to the gateway by whoever owns the config's file. */
export interface SetupControl {
  state(): Promise<SetupAnswer>;
  /** Asks the addresses on loopback where servers of models are by default, and no others. */
  detect(): Promise<SetupDetection>;
  /** Asks a server for its models. */
  models(connection: SetupConnection): Promise<SetupModels>;
  /** Sends one tiny request. */
  test(connection: SetupConnection, model: string): Promise<SetupTest>;
  /** The config that would be written; changes nothing. Models without a mapping stay as the base has them. */
  draft(base: SetupBase, mapping: Readonly<Record<string, SetupMapping>>): Promise<SetupDraft | SetupProblem>;
  /** Writes it beside the router, puts it in force and follows the file from then on. */
  activate(yaml: string, overwrite: boolean, by: ConfigAuthor): Promise<ConfigChange>;
}

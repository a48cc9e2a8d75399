import type { RouterConfig } from '@signalbox/engine';

/** One entry of the models list: OpenAI's fields, and how the router treats the name. */
export interface ModelListItem {
  readonly id: string;
  readonly object: 'model';
  /** Seconds since 1970: when this config was loaded. */
  readonly created: number;
  readonly owned_by: 'signalbox' | 'upstream-endpoint';
  readonly description: string | null;
  readonly routing: {
    /** `virtual` names are routed; `passthrough` names go to that model as they are. */
    readonly resolution: 'virtual' | 'passthrough';
    readonly selectable: boolean;
    readonly default_route: boolean;
    readonly recipe: string | null;
  };
}

/** The names a client may ask for: those that are routed first, then each model and its adapters. */
export function renderModels(config: RouterConfig, createdSeconds: number): readonly ModelListItem[] {
  const items: ModelListItem[] = config.entryPoints.map(({ modelName, recipe }, position) => ({
    id: modelName,
    object: 'model',
    created: createdSeconds,
    owned_by: 'signalbox',
    description: config.recipes.find(({ name }) => name === recipe)?.description ?? 'Chooses a model for each request.',
    routing: { resolution: 'virtual', selectable: true, default_route: position === 0, recipe },
  }));
  for (const model of config.models) {
    for (const id of [model.name, ...model.loras]) {
      items.push({
        id,
        object: 'model',
        created: createdSeconds,
        owned_by: 'upstream-endpoint',
        description: model.description ?? null,
        routing: {
          resolution: 'passthrough',
          selectable: model.backends.length > 0,
          default_route: false,
          recipe: null,
        },
      });
    }
  }
  return items;
}

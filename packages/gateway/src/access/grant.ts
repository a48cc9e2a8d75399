import type { GrantConfig } from '@signalbox/engine';
import { failure, type RequestFailure } from '../errors/request-failure.ts';

/** What a caller may ask for. */
export interface Grant {
  /** Why it may not call a path, or undefined where it may. */
  refuseEndpoint(path: string): RequestFailure | undefined;
  /** Why it may not ask for a model name, or undefined where it may. */
  refuseModel(name: string): RequestFailure | undefined;
}

/** Everything. */
export const FULL_GRANT: Grant = { refuseEndpoint: () => undefined, refuseModel: () => undefined };

/** Compiles what a credential lets its holder ask for; `who` names it in errors. */
export function compileGrant({ endpoints, models }: GrantConfig, who: string): Grant {
  if (endpoints === undefined && models === undefined) return FULL_GRANT;
  const names = models === undefined ? undefined : new Set(models);
  return {
    refuseEndpoint(path) {
      if (endpoints?.some((each) => path === each || path.startsWith(`${each}/`)) !== false) return undefined;
      return failure('endpoint_not_allowed', `${who} may not call ${path}`, {
        hint: `it may call ${endpoints.join(', ')}`,
      });
    },
    refuseModel(name) {
      if (names?.has(name) !== false) return undefined;
      return failure('model_not_allowed', `${who} may not ask for the model ${JSON.stringify(name.slice(0, 200))}`, {
        parameter: 'model',
        hint: `it may ask for ${[...names].join(', ')}`,
      });
    },
  };
}

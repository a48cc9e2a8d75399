import type { SetupAnswer, SetupDraft } from '@signalbox/gateway/contract';
import { useMutation } from '@tanstack/react-query';
import { askJson } from '../../lib/api.ts';
import { formatCount } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ImportForm } from '../../ui/import-form.tsx';
import { EmptyState, ErrorLine } from '../../ui/states.tsx';
import styles from './setup.module.css';
import { chooseBase, setupStore } from './setup-store.ts';

/** What the config starts from: a recipe that comes with the router, or a config of vLLM Semantic Router. */
export function RecipeStep({ recipes }: { readonly recipes: SetupAnswer['recipes'] }) {
  const { base } = useStore(setupStore);
  const take = useMutation({
    mutationFn: async (yaml: string) => {
      // Placed nowhere yet: the answer says which models it has.
      const { models } = await askJson<SetupDraft>('/api/v1/setup/draft', { method: 'POST', body: { yaml } });
      chooseBase({ yaml, models });
    },
  });
  return (
    <>
      <Card title="Recipes" description="Whole profiles. Each can be changed later, rule by rule.">
        {recipes.length === 0 ? (
          <EmptyState title="No recipes came with this build">Bring a config below.</EmptyState>
        ) : (
          <ul className={styles.recipes} aria-label="Recipes">
            {recipes.map(({ name, summary, models, decisions }) => (
              <li key={name}>
                <label className={styles.recipe}>
                  <input
                    type="radio"
                    name="recipe"
                    checked={base?.recipe === name}
                    onChange={() => chooseBase({ recipe: name, models })}
                  />
                  <span>
                    <strong>{name}</strong> <span className={styles.summary}>{summary}</span>
                    <span className={styles.counts}>
                      <Badge>
                        {formatCount(models.length)} {models.length === 1 ? 'model' : 'models'}
                      </Badge>{' '}
                      <Badge>{formatCount(decisions)} decisions</Badge>
                    </span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card
        title="Or bring a config"
        description="Of vLLM Semantic Router: what became of each field is said before anything is taken."
      >
        <ImportForm>
          {(config) => (
            <Button
              isWrite
              isBusy={take.isPending}
              disabled={config === undefined}
              onClick={() => take.mutate(config!)}
            >
              Start from it
            </Button>
          )}
        </ImportForm>
        {take.isError ? <ErrorLine error={take.error} /> : null}
        {base !== undefined && base.recipe === undefined ? (
          <p role="status">
            The new config starts from the one you brought ({formatCount(base.models.length)}{' '}
            {base.models.length === 1 ? 'model' : 'models'}).
          </p>
        ) : null}
      </Card>
    </>
  );
}

import type { JsonSchema, VocabularyAnswer } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type ConfigNames, configNames } from '../../editor/config-names.ts';
import { schemasAt } from '../../editor/json-schema.ts';
import { type Draft, editDraft } from '../../engine/draft-store.ts';
import { engine } from '../../engine/engine-client.ts';
import { type ConditionView, viewConfig } from '../../lib/config-view.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorLine, ErrorState, LoadingState } from '../../ui/states.tsx';
import styles from './policy.module.css';
import { RuleTree } from './rule-tree.tsx';
import { SchemaForm } from './schema-form.tsx';

type Item = Readonly<Record<string, unknown>>;

interface Section {
  readonly title: string;
  readonly path: readonly string[];
  readonly summary: string;
}

export interface VisualEditorProps {
  readonly draft: Draft;
  readonly words: VocabularyAnswer;
  readonly schema: JsonSchema;
}

/** The parts of a config as lists and forms. What is saved goes into the YAML, comments kept. */
export function VisualEditor({ draft, words, schema }: VisualEditorProps) {
  const data = useQuery({
    queryKey: ['draft', 'data', draft.yaml],
    queryFn: async () => (await (await engine()).read(draft.yaml)) as Item,
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const [chosen, setChosen] = useState<{ readonly section: string; readonly at: number }>();
  const sections = sectionsOf(words);
  if (data.isError) return <ErrorState error={data.error} />;
  if (data.data === undefined) return <LoadingState lines={8} />;
  const document = data.data;
  const kinds = new Map(words.kinds.map(({ configKey, kind }) => [configKey, kind]));
  const names = configNames(viewConfig(document), (key) => kinds.get(key) ?? key);
  const section = sections.find(({ title }) => title === chosen?.section);
  const items = section === undefined ? [] : listAt(document, section.path);
  const item = chosen === undefined ? undefined : items[chosen.at];
  const put = async (path: readonly (string | number)[], value: unknown) =>
    editDraft('yaml', await (await engine()).patch(draft.yaml, path, value));
  const add = async (to: Section) => {
    const list = listAt(document, to.path);
    const template = examplesOf(to, words, names);
    await put(to.path, [...list, { ...template, name: freshName(list, String(template.name ?? 'new')) }]);
    setChosen({ section: to.title, at: list.length });
  };
  return (
    <div className={styles.visual}>
      <nav className={styles.parts} aria-label="Parts of the config">
        {sections.map((each) => {
          const list = listAt(document, each.path);
          return (
            <details key={each.title} open={list.length > 0 && list.length < 40}>
              <summary>
                {each.title} <span className={styles.count}>{list.length}</span>
              </summary>
              <ul>
                {list.map((entry, at) => (
                  <li key={String(entry.name)}>
                    <button
                      type="button"
                      aria-current={chosen?.section === each.title && chosen.at === at}
                      onClick={() => setChosen({ section: each.title, at })}
                    >
                      {String(entry.name)}
                    </button>
                  </li>
                ))}
              </ul>
              <Button size="small" look="quiet" icon={<Plus size={14} aria-hidden />} onClick={() => void add(each)}>
                Add
              </Button>
            </details>
          );
        })}
      </nav>
      {section === undefined || item === undefined || chosen === undefined ? (
        <EmptyState title="Choose a part">
          Signals, projections, decisions and models are on the left; each opens as a form here.
        </EmptyState>
      ) : (
        <ItemForm
          key={`${section.title}:${chosen.at}`}
          section={section}
          schema={schema}
          names={names}
          item={item}
          onSave={(next) => put([...section.path, chosen.at], next)}
          onRemove={async () => {
            await put([...section.path, chosen.at], undefined);
            setChosen(undefined);
          }}
        />
      )}
    </div>
  );
}

interface ItemFormProps {
  readonly section: Section;
  readonly schema: JsonSchema;
  readonly names: ConfigNames;
  readonly item: Item;
  readonly onSave: (item: Item) => Promise<void>;
  readonly onRemove: () => Promise<void>;
}

const CONDITION = 'rules';

function ItemForm({ section, schema, names, item, onSave, onRemove }: ItemFormProps) {
  const [value, setValue] = useState(item);
  const [error, setError] = useState<unknown>();
  const own = schemasAt(schema, [...section.path, 0])[0];
  if (own === undefined) return null;
  const hasCondition = CONDITION in ((own.properties as object | undefined) ?? {});
  const isChanged = JSON.stringify(value) !== JSON.stringify(item);
  const attempt = (work: () => Promise<void>) => work().then(() => setError(undefined), setError);
  return (
    <form
      className={styles.itemForm}
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => onSave(value));
      }}
    >
      <header>
        <div>
          <h2>{String(item.name)}</h2>
          <p className={styles.help}>{section.summary}</p>
        </div>
        <Button
          look="danger"
          size="small"
          icon={<Trash2 size={14} aria-hidden />}
          onClick={() => void attempt(onRemove)}
        >
          Remove
        </Button>
      </header>
      {hasCondition ? (
        <section>
          <h3>When it matches</h3>
          <RuleTree
            condition={value[CONDITION] as ConditionView | undefined}
            names={names}
            onChange={(condition) => {
              const { [CONDITION]: _before, ...rest } = value;
              setValue(condition === undefined ? rest : { ...value, [CONDITION]: condition });
            }}
          />
        </section>
      ) : null}
      <SchemaForm
        schema={own}
        root={schema}
        value={value}
        onChange={setValue}
        without={hasCondition ? [CONDITION] : []}
      />
      {error === undefined ? null : <ErrorLine error={error} />}
      <footer>
        <Button type="submit" look="primary" disabled={!isChanged}>
          Take into the draft
        </Button>
        <Button look="quiet" disabled={!isChanged} onClick={() => setValue(item)}>
          Undo
        </Button>
      </footer>
    </form>
  );
}

function sectionsOf({ kinds }: VocabularyAnswer): readonly Section[] {
  return [
    { title: 'Decisions', path: ['routing', 'decisions'], summary: 'When it matches, a request goes to its models.' },
    ...kinds.map(({ kind, configKey, summary }) => ({
      title: `Signals: ${kind}`,
      path: ['routing', 'signals', configKey],
      summary,
    })),
    {
      title: 'Partitions',
      path: ['routing', 'projections', 'partitions'],
      summary: 'Rules of which at most one matches.',
    },
    { title: 'Scores', path: ['routing', 'projections', 'scores'], summary: 'A weighted sum over signals.' },
    { title: 'Mappings', path: ['routing', 'projections', 'mappings'], summary: 'Bands over a score.' },
    { title: 'Models', path: ['providers', 'models'], summary: 'A model that requests can go to, and its servers.' },
    { title: 'Model cards', path: ['routing', 'modelCards'], summary: 'What is known of a model.' },
  ];
}

function listAt(document: Item, path: readonly string[]): readonly Item[] {
  const found = path.reduce<unknown>((at, step) => (at as Item | undefined)?.[step], document);
  return Array.isArray(found) ? (found as readonly Item[]) : [];
}

function examplesOf({ path }: Section, { kinds }: VocabularyAnswer, { models, rules }: ConfigNames): Item {
  const kind = kinds.find(({ configKey }) => configKey === path.at(-1) && path.includes('signals'));
  if (kind !== undefined) return kind.examples[0] as Item;
  const [first, second] = [...rules].flatMap(([type, names]) => names.map((name) => ({ type, name })));
  const templates: Readonly<Record<string, Item>> = {
    decisions: {
      name: 'new_decision',
      priority: 100,
      rules: { operator: 'AND', conditions: first === undefined ? [] : [first] },
      modelRefs: [{ model: models[0] ?? '' }],
    },
    partitions: { name: 'new_partition', members: [first?.name ?? '', second?.name ?? ''], default: first?.name ?? '' },
    scores: { name: 'new_score', inputs: first === undefined ? [] : [{ ...first, weight: 1 }] },
    mappings: { name: 'new_mapping', source: '', outputs: [{ name: 'high', gte: 0.5 }] },
    models: { name: 'new_model', backend_refs: [{ endpoint: '127.0.0.1:8000' }] },
    modelCards: { name: models[0] ?? 'new_model' },
  };
  return templates[path.at(-1)!] ?? { name: 'new' };
}

function freshName(list: readonly Item[], wanted: string): string {
  const taken = new Set(list.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}_${number}`;
    if (!taken.has(name)) return name;
  }
}

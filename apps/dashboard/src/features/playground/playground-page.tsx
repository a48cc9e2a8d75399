import { useQuery } from '@tanstack/react-query';
import { MessagesSquare, Plus, Settings2, SquareSplitHorizontal } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { ConfigView } from '../../lib/config-view.ts';
import { configQuery } from '../../lib/queries.ts';
import { useStore } from '../../lib/store.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { ChatSettingsDialog } from './chat-settings.tsx';
import { Composer } from './composer.tsx';
import type { ChatSettings, Conversation } from './conversation.ts';
import { ConversationList } from './conversation-list.tsx';
import { beginConversation, changeConversation, conversationsStore } from './conversation-store.ts';
import styles from './playground.module.css';
import { Suggestions } from './suggestions.tsx';
import { TurnView } from './turn-view.tsx';

/** Chat with the router, and see where each question would go before it is sent. */
export function Component() {
  const config = useQuery(configQuery);
  const conversations = useStore(conversationsStore);
  const { conversation: id } = useParams();
  const navigate = useNavigate();
  const conversation = conversations.find((each) => each.id === id);
  useEffect(() => {
    if (conversation !== undefined) return;
    const latest = id === undefined ? conversations[0] : undefined;
    navigate(`/playground/${(latest ?? beginConversation()).id}${location.search}`, { replace: true });
  }, [conversation, conversations, id, navigate]);
  const begin = () => navigate(`/playground/${beginConversation().id}`);

  if (config.isError) {
    return (
      <Page title="Playground">
        <ErrorState error={config.error} onRetry={() => void config.refetch()} />
      </Page>
    );
  }
  if (config.data === undefined || conversation === undefined) {
    return (
      <Page title="Playground">
        <LoadingState />
      </Page>
    );
  }
  return <Chat key={conversation.id} config={config.data} conversation={conversation} onNew={begin} />;
}

interface ChatProps {
  readonly config: ConfigView;
  readonly conversation: Conversation;
  readonly onNew: () => void;
}

function Chat({ config, conversation: kept, onNew }: ChatProps) {
  const conversation = withModels(kept, config);
  const { settings, turns } = conversation;
  const [isOpen, setOpen] = useState(false);
  const [search] = useSearchParams();
  const [text, setText] = useState(search.get('q') ?? '');
  const change = (settings: ChatSettings) => changeConversation(kept.id, (each) => ({ ...each, settings }));
  const isComparing = settings.models.length > 1;
  const end = useScrolledToEnd(turns);
  return (
    <Page
      title="Playground"
      isFull
      actions={
        <>
          {settings.models.map((model, lane) => (
            <ModelSelect
              // biome-ignore lint/suspicious/noArrayIndexKey: a lane is its place
              key={lane}
              label={isComparing ? `Model ${lane + 1}` : 'Model'}
              config={config}
              value={model}
              onChange={(next) =>
                change({ ...settings, models: settings.models.map((old, at) => (at === lane ? next : old)) })
              }
            />
          ))}
          <Button
            icon={<SquareSplitHorizontal size={16} aria-hidden />}
            aria-pressed={isComparing}
            onClick={() =>
              change({
                ...settings,
                models: isComparing
                  ? settings.models.slice(0, 1)
                  : [...settings.models, other(settings.models[0]!, config)],
              })
            }
          >
            {isComparing ? 'One model' : 'Compare'}
          </Button>
          <Button icon={<Settings2 size={16} aria-hidden />} onClick={() => setOpen(true)}>
            Settings
          </Button>
          <Button icon={<Plus size={16} aria-hidden />} onClick={onNew}>
            New
          </Button>
        </>
      }
    >
      <div className={styles.layout}>
        <ConversationList current={conversation.id} />
        <div className={styles.chat}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
          <section className={styles.turns} aria-label="Conversation" tabIndex={0}>
            {turns.length === 0 ? (
              <div className={styles.welcome}>
                <MessagesSquare size={26} aria-hidden />
                <h2>Ask something</h2>
                <p>
                  <strong>{settings.models[0]}</strong>{' '}
                  {isEntryPoint(settings.models[0]!, config)
                    ? 'is routed: each question goes to the model that fits it. Where, you see as you type.'
                    : 'is asked directly, without routing.'}
                </p>
                <Suggestions onPick={setText} />
              </div>
            ) : (
              turns.map((turn, at) => (
                <TurnView key={turn.id} conversation={conversation} turn={turn} isLast={at === turns.length - 1} />
              ))
            )}
            <div ref={end} />
          </section>
          <Composer conversation={conversation} config={config} text={text} onText={setText} />
        </div>
      </div>
      <ChatSettingsDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        settings={settings}
        onChange={change}
        config={config}
      />
    </Page>
  );
}

interface ModelSelectProps {
  readonly label: string;
  readonly config: ConfigView;
  readonly value: string;
  readonly onChange: (model: string) => void;
}

function ModelSelect({ label, config, value, onChange }: ModelSelectProps) {
  const names = [
    ...config.entryPoints.map(({ name }) => name),
    ...config.models.flatMap(({ name, loras }) => [name, ...loras]),
  ];
  return (
    <Select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <optgroup label="Routed">
        {config.entryPoints.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </optgroup>
      <optgroup label="Asked directly">
        {config.models
          .flatMap(({ name, loras }) => [name, ...loras])
          .map((name) => (
            <option key={name}>{name}</option>
          ))}
      </optgroup>
      {names.includes(value) ? null : (
        <optgroup label="Custom">
          <option>{value}</option>
        </optgroup>
      )}
    </Select>
  );
}

function isEntryPoint(model: string, { entryPoints }: ConfigView): boolean {
  return entryPoints.some(({ name }) => name === model);
}

function withModels(conversation: Conversation, { entryPoints, models }: ConfigView): Conversation {
  if (conversation.settings.models.length > 0) return conversation;
  const first = entryPoints[0]?.name ?? models[0]?.name ?? 'auto';
  return { ...conversation, settings: { ...conversation.settings, models: [first] } };
}

/** Beside a routed model, the default one shows what routing changes. */
function other(model: string, { models, defaultModel }: ConfigView): string {
  return (
    [defaultModel, ...models.map(({ name }) => name)].find((name) => name !== undefined && name !== model) ?? model
  );
}

/** Keeps the end in sight while it grows, unless the person scrolled away from it. */
function useScrolledToEnd(content: unknown) {
  const end = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the content changes
  useEffect(() => {
    const frame = end.current?.parentElement;
    if (frame == null) return;
    const isNear = frame.scrollHeight - frame.scrollTop - frame.clientHeight < 160;
    if (isNear) frame.scrollTop = frame.scrollHeight;
  }, [content]);
  return end;
}

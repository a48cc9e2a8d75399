import { useQuery } from '@tanstack/react-query';
import { MessagesSquare, PanelLeft, Plus, Settings2, SquareSplitHorizontal } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { ConfigView } from '../../lib/config-view.ts';
import { configQuery } from '../../lib/queries.ts';
import { useStore } from '../../lib/store.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { ChatSettingsDialog } from './chat-settings.tsx';
import { Composer } from './composer.tsx';
import type { ChatSettings, Conversation } from './conversation.ts';
import { ConversationList } from './conversation-list.tsx';
import { beginConversation, changeConversation, conversationsStore } from './conversation-store.ts';
import { isRouted } from './is-routed.ts';
import { LaneChoices, ModelSelect, withModel } from './lane-choice.tsx';
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

  if (config.isLoadingError) {
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
  const [isDrawerOpen, setDrawerOpen] = useState(false);
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
          <Button
            className={classNames(styles.conversations, styles.narrowable)}
            icon={<PanelLeft size={16} aria-hidden />}
            onClick={() => setDrawerOpen(true)}
          >
            <span>Conversations</span>
          </Button>
          {isComparing ? null : (
            <ModelSelect
              label="Model"
              config={config}
              value={settings.models[0]!}
              onChange={(next) => change(withModel(settings, 0, next, config))}
            />
          )}
          <Button
            className={styles.narrowable}
            icon={<SquareSplitHorizontal size={16} aria-hidden />}
            aria-pressed={isComparing}
            onClick={() =>
              change({
                ...settings,
                configs: [],
                models: isComparing
                  ? settings.models.slice(0, 1)
                  : [...settings.models, other(settings.models[0]!, config)],
              })
            }
          >
            <span>{isComparing ? 'Stop comparing' : 'Compare'}</span>
          </Button>
          <Button
            className={styles.narrowable}
            icon={<Settings2 size={16} aria-hidden />}
            onClick={() => setOpen(true)}
          >
            <span>Settings</span>
          </Button>
          <Button className={styles.narrowable} icon={<Plus size={16} aria-hidden />} onClick={onNew}>
            <span>New</span>
          </Button>
        </>
      }
    >
      <div className={styles.layout}>
        <ConversationList current={conversation.id} />
        <div className={styles.chat}>
          {isComparing ? <LaneChoices config={config} settings={settings} onChange={change} /> : null}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
          <section className={styles.turns} aria-label="Conversation" tabIndex={0}>
            {turns.length === 0 ? (
              <div className={styles.welcome}>
                <MessagesSquare size={26} aria-hidden />
                <h2>Ask something</h2>
                <p>
                  <strong>{settings.models[0]}</strong>{' '}
                  {isRouted(settings.models[0]!, config)
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
      <Dialog isOpen={isDrawerOpen} onClose={() => setDrawerOpen(false)} look="side" title="Conversations">
        <ConversationList current={conversation.id} onPick={() => setDrawerOpen(false)} />
      </Dialog>
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

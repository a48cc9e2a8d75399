import { ArrowUp, ImagePlus, Square, X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useDraftRoute } from '../../engine/use-draft-route.ts';
import type { ConfigView } from '../../lib/config-view.ts';
import { useMayWrite } from '../../lib/write-access.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/states.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { draftRequest } from './chat-request.ts';
import { choiceLabel } from './choice-label.ts';
import type { Conversation, Picture } from './conversation.ts';
import { isRouted } from './is-routed.ts';
import styles from './playground.module.css';
import { RoutePreview } from './route-preview.tsx';
import { sendTurn, stopAll } from './send-turn.ts';

const LARGEST_PICTURE = 5_000_000;

export interface ComposerProps {
  readonly conversation: Conversation;
  readonly config: ConfigView;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Where questions are written; above it, where the question would go. */
export function Composer({ conversation, config, text, onText }: ComposerProps) {
  const [pictures, setPictures] = useState<readonly Picture[]>([]);
  const [error, setError] = useState<unknown>();
  const file = useRef<HTMLInputElement>(null);
  const isBusy = conversation.turns.some(({ answers }) => answers.some(({ state }) => state === 'streaming'));

  const mayWrite = useMayWrite();
  const send = () => {
    if (!mayWrite) return;
    if (text.trim() === '' || isBusy) return;
    try {
      sendTurn(conversation, text, pictures);
      onText('');
      setPictures([]);
      setError(undefined);
    } catch (cause) {
      setError(cause);
    }
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const add = async (files: Iterable<File>) => {
    for (const picked of files) {
      if (!picked.type.startsWith('image/')) continue;
      if (picked.size > LARGEST_PICTURE) setError(new Error(`${picked.name} is larger than 5 MB`));
      else {
        const picture = { name: picked.name, url: await dataAddress(picked) };
        setPictures((before) => [...before, picture]);
      }
    }
  };
  const onPaste = (event: ClipboardEvent) => void add(event.clipboardData.files);

  return (
    <div className={styles.composer}>
      {text.trim() === '' ? null : (
        <div className={styles.previews}>
          {routedLanes(conversation, config).map((lane) => (
            <LanePreview key={lane} conversation={conversation} lane={lane} text={text} />
          ))}
        </div>
      )}
      {error === undefined ? null : <ErrorLine error={error} />}
      {pictures.length === 0 ? null : (
        <ul className={styles.pictures}>
          {pictures.map((picture) => (
            <li key={picture.url}>
              <img src={picture.url} alt={picture.name} />
              <Button
                look="plain"
                size="small"
                icon={<X size={13} aria-hidden />}
                aria-label={`Remove ${picture.name}`}
                onClick={() => setPictures(pictures.filter((each) => each !== picture))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.box}>
        <textarea
          aria-label="Message"
          placeholder="Ask something. Enter sends, Shift and Enter begins a line."
          value={text}
          rows={Math.min(8, Math.max(2, text.split('\n').length))}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKey}
          onPaste={onPaste}
        />
        <div className={styles.boxActions}>
          <input
            ref={file}
            type="file"
            accept="image/*"
            multiple
            hidden
            onChange={(event) => void add(event.target.files ?? [])}
          />
          <Tooltip label="Add a picture">
            <Button
              look="quiet"
              icon={<ImagePlus size={18} aria-hidden />}
              aria-label="Add a picture"
              onClick={() => file.current?.click()}
            />
          </Tooltip>
          {isBusy ? (
            <Button look="primary" icon={<Square size={14} aria-hidden />} onClick={() => stopAll(conversation)}>
              Stop
            </Button>
          ) : (
            <Button
              look="primary"
              icon={<ArrowUp size={17} aria-hidden />}
              isWrite
              disabled={text.trim() === ''}
              onClick={send}
            >
              Send
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

/** Lanes that are routed; those that would be routed the same way are one. */
function routedLanes({ settings: { models, configs } }: Conversation, config: ConfigView): readonly number[] {
  const ways = models.map((model, lane) => `${model} ${configs[lane] ?? 'running'}`);
  return models.flatMap((model, lane) => (isRouted(model, config) && ways.indexOf(ways[lane]!) === lane ? [lane] : []));
}

interface LanePreviewProps {
  readonly conversation: Conversation;
  readonly lane: number;
  readonly text: string;
}

/** Where one lane's question would go. */
function LanePreview({ conversation, lane, text }: LanePreviewProps) {
  const choice = conversation.settings.configs[lane] ?? 'running';
  const draft = useMemo(() => {
    try {
      return draftRequest(conversation, text, lane);
    } catch {
      // A setting that cannot be sent: sending says which.
      return undefined;
    }
  }, [conversation, text, lane]);
  const routed = useDraftRoute(draft, choice);
  if (draft === undefined) return null;
  return <RoutePreview routed={routed} {...(choice === 'running' ? {} : { config: choiceLabel(choice) })} />;
}

function dataAddress(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

import { Trash2 } from 'lucide-react';
import { NavLink } from 'react-router';
import { formatAgo } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { Button } from '../../ui/button.tsx';
import { conversationsStore, removeConversation } from './conversation-store.ts';
import styles from './playground.module.css';

interface ConversationListProps {
  readonly current: string;
  /** Called when one is opened, the one that is open already too. */
  readonly onPick?: () => void;
}

/** What was talked about in this browser. */
export function ConversationList({ current, onPick }: ConversationListProps) {
  const conversations = useStore(conversationsStore);
  return (
    <nav className={styles.list} aria-label="Conversations">
      <ul>
        {conversations.map(({ id, title, at, turns }) => (
          <li key={id} data-current={id === current}>
            <NavLink to={`/playground/${id}`} {...(onPick === undefined ? {} : { onClick: onPick })}>
              <span className={styles.title}>{title}</span>
              <span className={styles.when}>{turns.length === 0 ? 'empty' : formatAgo(at)}</span>
            </NavLink>
            <Button
              look="quiet"
              size="small"
              icon={<Trash2 size={14} aria-hidden />}
              aria-label={`Delete “${title}”`}
              onClick={() => removeConversation(id)}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

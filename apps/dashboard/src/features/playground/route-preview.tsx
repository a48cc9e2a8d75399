import { ArrowRight, Brain, ShieldX } from 'lucide-react';
import { engineStore } from '../../engine/engine-client.ts';
import type { DraftRoute } from '../../engine/use-draft-route.ts';
import { formatDuration } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { SignalChips } from '../../trace/signal-chips.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './playground.module.css';

interface RoutePreviewProps {
  readonly routed: DraftRoute;
  /** Which config says so, in words; undefined for the one in force. */
  readonly config?: string;
}

/** Where what is being written would go. */
export function RoutePreview({ routed, config }: RoutePreviewProps) {
  const { route, error, by, reason } = routed;
  const engine = useStore(engineStore);
  return (
    <section className={styles.preview} aria-label="Where this would go">
      {route === undefined ? (
        <p className={styles.previewNote}>
          {error === null ? waitingWords(engine) : `No route: ${(error as Error).message}`}
        </p>
      ) : (
        <>
          <p className={styles.previewLine} data-testid="draft-route">
            {route.refusal === undefined ? null : <ShieldX size={16} aria-hidden />}
            {config === undefined ? null : <Badge tone="info">{config}</Badge>}
            <strong>{route.decision ?? 'no decision'}</strong>
            <ArrowRight size={15} aria-label="goes to" />
            <strong>{route.model ?? 'no model'}</strong>
            {route.reasoning === 'off' ? null : (
              <Badge tone="violet" icon={<Brain size={12} aria-hidden />}>
                thinks: {route.reasoning}
              </Badge>
            )}
            <Tooltip
              label={
                by === 'page'
                  ? 'By the router’s engine and models, running in this page'
                  : `Asked the router: ${reason}`
              }
            >
              <span className={styles.previewNote}>
                {by === 'page' ? `in this page, ${formatDuration(route.trace.totalMicros / 1_000)}` : 'by the router'}
              </span>
            </Tooltip>
          </p>
          <SignalChips trace={route.trace} most={8} />
        </>
      )}
    </section>
  );
}

function waitingWords(engine: ReturnType<typeof engineStore.get>): string {
  if (engine.state !== 'loading') return 'Looking where this would go …';
  if (engine.total === 0) return 'Starting the engine in this page …';
  return `Loading the router’s models into this page: ${Math.round((engine.loaded / engine.total) * 100)} % of ${(engine.total / 1e6).toFixed(0)} MB, once`;
}

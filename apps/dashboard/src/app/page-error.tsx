import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { connectionLost, onReturn } from '../lib/connection.ts';
import { Page } from '../ui/page.tsx';
import { ErrorState } from '../ui/states.tsx';

const RELOADED = 'signalbox.reloaded';
/** What fails again sooner than this is not mended by loading it once more. */
const AGAIN_MS = 30_000;

/** Shown in place of a page that failed: its own code, or the loading of it while the router was away or updated. */
export function PageError() {
  const error = useRouteError();
  useEffect(() => {
    const stop = onReturn(reloadOnce);
    // Code that could not be loaded says nothing about why; whether the router is there tells.
    if (isLoadError(error)) connectionLost();
    return stop;
  }, [error]);
  return (
    <Page title="This page failed">
      <ErrorState error={error} onRetry={() => location.reload()} />
    </Page>
  );
}

function isLoadError(error: unknown): boolean {
  return error instanceof TypeError && /import|module|fetch/i.test(error.message);
}

function reloadOnce(): void {
  const before = Number(sessionStorage.getItem(RELOADED));
  if (Date.now() - before < AGAIN_MS) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
}

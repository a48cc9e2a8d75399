import { useRouteError } from 'react-router';
import { Page } from '../ui/page.tsx';
import { ErrorState } from '../ui/states.tsx';

/** Shown in place of a page that failed: its own code, or the loading of it after the router was updated. */
export function PageError() {
  const error = useRouteError();
  return (
    <Page title="This page failed">
      <ErrorState error={error} onRetry={() => location.reload()} />
    </Page>
  );
}

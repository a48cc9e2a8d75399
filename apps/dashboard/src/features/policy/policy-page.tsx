import { Page } from '../../ui/page.tsx';
import { LoadingState } from '../../ui/states.tsx';

export function Component() {
  return (
    <Page title="Policy">
      <LoadingState />
    </Page>
  );
}

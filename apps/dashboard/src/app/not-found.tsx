import { Link } from 'react-router';
import { Page } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';

export function NotFound() {
  return (
    <Page title="No such page">
      <EmptyState title="There is nothing at this address" action={<Link to="/playground">Open the playground</Link>}>
        The link may be old, or the address mistyped.
      </EmptyState>
    </Page>
  );
}

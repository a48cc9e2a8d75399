import { useQuery } from '@tanstack/react-query';
import { Eye, KeyRound, LogOut } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { logOut } from '../../lib/access.ts';
import { accessQuery } from '../../lib/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Changes } from './changes.tsx';
import { KeysAndLimits } from './keys-and-limits.tsx';
import { Logs } from './logs.tsx';
import { Status } from './status.tsx';

const VIEWS = [
  { value: 'status', label: 'Status', content: <Status /> },
  { value: 'logs', label: 'Logs', content: <Logs /> },
  { value: 'access', label: 'Keys and limits', content: <KeysAndLimits /> },
  { value: 'changes', label: 'Changes', content: <Changes /> },
];

/** How the router does, what it says, who may call it, and who changed it. */
export function Component() {
  const [search, setSearch] = useSearchParams();
  const view = VIEWS.find(({ value }) => value === search.get('view')) ?? VIEWS[0]!;
  return (
    <Page title="Operation" actions={<Role />}>
      <Tabs
        label="Operation"
        tabs={VIEWS}
        value={view.value}
        onChange={(value) => setSearch(value === 'status' ? {} : { view: value })}
      />
    </Page>
  );
}

function Role() {
  const { data } = useQuery(accessQuery);
  if (data === undefined) return null;
  return (
    <>
      {data.role === 'viewer' ? (
        <Badge tone="info" icon={<Eye size={13} aria-hidden />}>
          you may look
        </Badge>
      ) : (
        <Badge tone="accent" icon={<KeyRound size={13} aria-hidden />}>
          you may change things
        </Badge>
      )}
      {data.is_exposed ? (
        <Button size="small" icon={<LogOut size={14} aria-hidden />} onClick={leave}>
          Log out
        </Button>
      ) : null}
    </>
  );
}

function leave(): void {
  logOut();
  // Nothing of what was shown stays in the page.
  location.reload();
}

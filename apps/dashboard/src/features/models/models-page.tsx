import { useSearchParams } from 'react-router';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Backends } from './backends.tsx';
import { HeadCards } from './head-cards.tsx';
import { LoadTest } from './load-test.tsx';
import { Threshold } from './threshold.tsx';
import { TryHeads } from './try-heads.tsx';

const VIEWS = [
  { value: 'heads', label: 'Heads', content: <HeadCards /> },
  { value: 'try', label: 'Try a text', content: <TryHeads /> },
  { value: 'threshold', label: 'Thresholds', content: <Threshold /> },
  { value: 'backends', label: 'Backends', content: <Backends /> },
  { value: 'load', label: 'Load test', content: <LoadTest /> },
];

/** The models that read signals, and those that answer. */
export function Component() {
  const [search, setSearch] = useSearchParams();
  const view = VIEWS.find(({ value }) => value === search.get('view')) ?? VIEWS[0]!;
  return (
    <Page
      title="Models"
      description="Heads are the small models that read signals; backends are the servers that answer."
    >
      <Tabs
        label="Models"
        tabs={VIEWS}
        value={view.value}
        onChange={(value) => setSearch(value === 'heads' ? {} : { view: value })}
      />
    </Page>
  );
}

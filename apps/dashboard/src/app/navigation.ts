import {
  Activity,
  ChartNoAxesCombined,
  FlaskConical,
  Layers,
  type LucideIcon,
  MessagesSquare,
  ScrollText,
  TableProperties,
  WandSparkles,
  Waypoints,
} from 'lucide-react';

export interface Destination {
  readonly path: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Pressed after `g`. */
  readonly key: string;
}

/** Only as long as the router has no config of its own. */
export const SET_UP: Destination = { path: '/setup', label: 'Set up', icon: WandSparkles, key: 's' };

/** The pages that the navigation leads to, by what they are for. */
export const NAVIGATION: readonly { readonly label: string; readonly destinations: readonly Destination[] }[] = [
  {
    label: 'Try',
    destinations: [
      { path: '/playground', label: 'Playground', icon: MessagesSquare, key: 'p' },
      { path: '/topology', label: 'Topology', icon: Waypoints, key: 't' },
    ],
  },
  {
    label: 'Watch',
    destinations: [
      { path: '/insights', label: 'Insights', icon: ChartNoAxesCombined, key: 'i' },
      { path: '/records', label: 'Records', icon: TableProperties, key: 'r' },
    ],
  },
  {
    label: 'Change',
    destinations: [
      { path: '/policy', label: 'Policy', icon: ScrollText, key: 'y' },
      { path: '/evaluation', label: 'Evaluation', icon: FlaskConical, key: 'e' },
      { path: '/models', label: 'Models', icon: Layers, key: 'm' },
    ],
  },
  { label: 'Run', destinations: [{ path: '/operation', label: 'Operation', icon: Activity, key: 'o' }] },
];

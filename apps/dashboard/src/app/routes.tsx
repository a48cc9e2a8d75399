import { createBrowserRouter, type RouteObject } from 'react-router';
import { LoadingState } from '../ui/states.tsx';
import { NotFound } from './not-found.tsx';
import { PageError } from './page-error.tsx';
import { Shell } from './shell.tsx';
import { Start } from './start.tsx';

/** Pages by path; each comes with its code when it is first opened. */
const pages: readonly RouteObject[] = [
  { path: 'playground/:conversation?', lazy: () => import('../features/playground/playground-page.tsx') },
  { path: 'topology', lazy: () => import('../features/topology/topology-page.tsx') },
  { path: 'insights', lazy: () => import('../features/insights/insights-page.tsx') },
  { path: 'records', lazy: () => import('../features/records/records-page.tsx') },
  { path: 'records/:id', lazy: () => import('../features/records/record-page.tsx') },
  { path: 'policy', lazy: () => import('../features/policy/policy-page.tsx') },
  { path: 'evaluation', lazy: () => import('../features/evaluation/evaluation-page.tsx') },
  { path: 'models', lazy: () => import('../features/models/models-page.tsx') },
  { path: 'setup', lazy: () => import('../features/setup/setup-page.tsx') },
  { path: 'operation', lazy: () => import('../features/operation/operation-page.tsx') },
];

export const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <PageError />,
    hydrateFallbackElement: <LoadingState lines={8} />,
    children: [
      {
        errorElement: <PageError />,
        children: [{ index: true, element: <Start /> }, ...pages, { path: '*', element: <NotFound /> }],
      },
    ],
  },
]);

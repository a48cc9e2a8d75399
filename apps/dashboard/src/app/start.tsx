import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { setupQuery } from '../lib/queries.ts';
import { LoadingState } from '../ui/states.tsx';

/** Where the dashboard opens: on the set-up as long as the router has no config of its own. */
export function Start() {
  const { data, isPending } = useQuery(setupQuery);
  if (isPending) return <LoadingState lines={8} />;
  return <Navigate to={data?.is_needed === true ? '/setup' : '/playground'} replace />;
}

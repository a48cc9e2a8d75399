import type { Diagnostic } from '@signalbox/engine';
import type { ConfigValidation } from '@signalbox/gateway/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Draft } from '../../engine/draft-store.ts';
import { askJson } from '../../lib/api.ts';

const PAUSE_MS = 600;

/**
 * What is wrong with a draft: at once by the engine in this page, then by the router, which also knows what is code
 * there. Where they differ, the router is right about errors; lint comes from here.
 */
export function useDiagnostics(draft: Draft): readonly Diagnostic[] {
  const text = draft[draft.master];
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const router = useQuery({
    queryKey: ['draft', 'validate', asked],
    queryFn: ({ signal }) =>
      askJson<ConfigValidation>('/api/v1/config/validate', { method: 'POST', body: { yaml: asked }, signal }),
    retry: false,
    gcTime: 0,
  });
  if (asked !== text || router.data === undefined) return draft.diagnostics;
  const own = draft.diagnostics.filter((each) => each.severity === 'warning');
  const known = new Set(router.data.diagnostics.map(keyOf));
  return [...router.data.diagnostics, ...own.filter((each) => !known.has(keyOf(each)))];
}

function keyOf({ code, line, column, message }: Diagnostic): string {
  return `${code}:${line}:${column}:${message}`;
}

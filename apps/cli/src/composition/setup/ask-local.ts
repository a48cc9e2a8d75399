import type { AskJson } from '@signalbox/gateway';

/** Servers on this machine answer at once, or are not there. */
const TIMEOUT_MS = 1_500;
const MAX_BYTES = 1_048_576;

/** The JSON at an address on loopback; undefined where nothing answers, or something else. Redirects are not followed. */
export const askLocal: AskJson = async (url) => {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok || Number(response.headers.get('content-length') ?? 0) > MAX_BYTES) return undefined;
    return await response.json();
  } catch {
    return undefined;
  }
};

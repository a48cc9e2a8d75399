import type { Measure, Reserved } from './limit-rule.ts';

interface Room {
  readonly limit: number;
  readonly remaining: number;
  readonly seconds: number;
}

/**
 * The headers that clients know, names and values in turn. Where several counters count the same thing, those of the one
 * with the least room left are told; the names without a measure repeat the one closest to its limit. Money is not told.
 */
export function limitHeaders(reserved: readonly Reserved[], used: readonly number[], timeMs: number): string[] {
  const headers: string[] = [];
  const rooms = (['requests', 'tokens'] as const).flatMap((measure) => {
    const room = leastRoom(measure, reserved, used, timeMs);
    if (room === undefined) return [];
    headers.push(
      ...[`x-ratelimit-limit-${measure}`, String(room.limit)],
      ...[`x-ratelimit-remaining-${measure}`, String(room.remaining)],
      ...[`x-ratelimit-reset-${measure}`, `${room.seconds}s`],
    );
    return [room];
  });
  if (rooms.length === 0) return headers;
  const closest = rooms.reduce((a, b) => (b.remaining / b.limit < a.remaining / a.limit ? b : a));
  headers.push(
    ...['x-ratelimit-limit', String(closest.limit)],
    ...['x-ratelimit-remaining', String(closest.remaining)],
    ...['x-ratelimit-reset', String(closest.seconds)],
  );
  return headers;
}

function leastRoom(
  wanted: Measure,
  reserved: readonly Reserved[],
  used: readonly number[],
  timeMs: number,
): Room | undefined {
  let least: Room | undefined;
  for (const [index, { measure, limit, endsAt }] of reserved.entries()) {
    if (measure !== wanted) continue;
    const remaining = Math.max(0, limit - used[index]!);
    if (least !== undefined && least.remaining <= remaining) continue;
    least = { limit, remaining, seconds: Math.max(1, Math.ceil((endsAt - timeMs) / 1e3)) };
  }
  return least;
}

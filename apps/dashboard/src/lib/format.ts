const WHOLE = new Intl.NumberFormat('en');
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const PERCENT = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const MOMENT = new Intl.DateTimeFormat('en', {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
});
const TIME = new Intl.DateTimeFormat('en', { timeStyle: 'medium' });
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** 12,345 */
export const formatCount = (count: number): string => WHOLE.format(count);
/** 12.3K */
export const formatCompact = (count: number): string => COMPACT.format(count);
/** A share 0..1 as 12.3% */
export const formatShare = (share: number): string => PERCENT.format(share);
export const formatDate = (at: number | string): string => DATE.format(new Date(at));
/** Nov 22, 1:08:53 AM; with the year where it is another than now. */
export const formatMoment = (at: number | string, now = new Date()): string =>
  new Date(at).getFullYear() === now.getFullYear() ? MOMENT.format(new Date(at)) : formatDate(at);
export const formatTime = (at: number | string): string => TIME.format(new Date(at));

/** Milliseconds as people read them: 340 µs, 12.4 ms, 3.2 s, 4 min. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0 ms';
  if (milliseconds < 1) return `${Math.round(milliseconds * 1000)} µs`;
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  return `${Math.round(milliseconds / 60_000)} min`;
}

/** Money with as many digits as it takes to see it: 0.000042 USD. */
export function formatMoney(amount: number, currency: string): string {
  const size = Math.abs(amount);
  const digits = size === 0 || size >= 100 ? 2 : size >= 0.01 ? 4 : Math.min(12, 2 - Math.floor(Math.log10(size)));
  const text = amount.toFixed(digits).replace(/(\.\d\d\d*?)0+$/, '$1');
  return currency === 'USD' ? `${amount < 0 ? '−' : ''}$${text.replace('-', '')}` : `${text} ${currency}`;
}

/** 14.3 MB */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** 3 minutes ago */
export function formatAgo(at: number | string, now = Date.now()): string {
  const seconds = Math.round((new Date(at).getTime() - now) / 1_000);
  const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ];
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return RELATIVE.format(Math.trunc(seconds / size), unit);
  return RELATIVE.format(seconds, 'second');
}

/** The first letter large, as at the beginning of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

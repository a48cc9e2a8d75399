import type { ConfigPath, Diagnostic, Severity } from '../config/diagnostic.ts';
import { formatPath } from '../config/diagnostic.ts';
import type { ImportDraft } from './import-draft.ts';

/** What is said of parts that the config can do without: how many steps above the place the part begins. */
const SPARE_PARTS: Readonly<Record<string, number>> = {
  'config.not_supported': 0,
  'config.no_equal': 0,
  'config.no_effect': 0,
  'config.unknown_key': 0,
  'config.retries_unused': 0,
  // The place is the plugin's type; without it the plugin says nothing.
  'config.plugin_not_available': 1,
};

/** Parts of a config that neither route nor guard: what cannot be read there is left out too. */
const ASIDE = ['listeners', 'global.services', 'global.stores', 'global.integrations'];
const GUARDS = ['global.services.authz', 'global.services.ratelimit'];
/** Keys of neither router, in a part that says where requests go, may have meant something. */
const WEIGHTY = ['routing', 'recipes', 'entrypoints', 'providers'];

/** Takes out of the draft what the diagnostics say cannot be had here. Whether anything was taken out. */
export function leaveOut(draft: ImportDraft, diagnostics: readonly Diagnostic[]): boolean {
  const parts = diagnostics.flatMap((diagnostic) => partOf(diagnostic, draft) ?? []);
  // Later entries of a list first, so that the places of the earlier ones stay.
  const ordered = parts.toSorted((a, b) => comparePlaces(b.path, a.path));
  const before = draft.rows.length;
  for (const { path, reason, severity, hint } of ordered) draft.drop(path, reason, severity, hint);
  return draft.rows.length > before;
}

interface Part {
  readonly path: ConfigPath;
  readonly reason: string;
  readonly severity: Severity;
  readonly hint: string | undefined;
}

function partOf({ code, path, message, severity, hint }: Diagnostic, draft: ImportDraft): Part | undefined {
  const place = formatPath(path);
  const above = SPARE_PARTS[code];
  if (above !== undefined && path.length > above) {
    const isUnknown = code === 'config.unknown_key';
    const isWeighty = !isUnknown || liesIn(place, WEIGHTY);
    return {
      path: path.slice(0, path.length - above),
      reason: isUnknown ? `${message}; the reference ignores keys that it does not know` : message,
      severity: isWeighty ? severity : 'warning',
      hint: hint?.replace(/; `signalbox import`.*/, ''),
    };
  }
  if (code === 'config.missing_key' && hasLost(path.slice(0, -1), draft)) {
    return { path: path.slice(0, -1), reason: 'it says nothing without what was left out of it', severity, hint };
  }
  if (path.at(-2) === 'algorithm' && severity === 'error') {
    const reason = `${message}; without it the first of modelRefs is chosen`;
    return { path: path.slice(0, -1), reason, severity, hint: 'put the model that it would choose most first' };
  }
  if (severity !== 'error' || !liesIn(place, ASIDE) || path.length < 2) return undefined;
  const isThere = draft.value(path) !== undefined;
  return {
    path: isThere ? path : path.slice(0, -1),
    reason: message,
    severity: liesIn(place, GUARDS) ? 'error' : 'warning',
    hint,
  };
}

/** Whether a key of the mapping was left out before. */
function hasLost(path: ConfigPath, { rows }: ImportDraft): boolean {
  const place = formatPath(path);
  return rows.some((row) => {
    const at = row.to ?? row.path;
    return row.status === 'not_supported' && at.startsWith(`${place}.`) && !/[.[]/.test(at.slice(place.length + 1));
  });
}

function liesIn(place: string, parts: readonly string[]): boolean {
  return parts.some((part) => place === part || (place.startsWith(part) && /^[.[]/.test(place.slice(part.length))));
}

function comparePlaces(a: ConfigPath, b: ConfigPath): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (typeof step === 'number' && typeof other === 'number' && step !== other) return step - other;
    if (step !== other && typeof step === 'string' && typeof other === 'string') return step < other ? -1 : 1;
  }
  return a.length - b.length;
}

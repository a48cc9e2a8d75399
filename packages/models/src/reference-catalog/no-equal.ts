import type { Report } from '@signalbox/engine/adapters';

type Path = readonly (string | number)[];

/** Something that would route otherwise there, and that this router does not do: the config is refused. */
export function noEqual(report: Report, path: Path, message: string, hint: string): void {
  report.error('config.no_equal', path, `${message}: routes would differ`, hint);
}

/** Something that is understood and changes nothing here. */
export function noEffect(report: Report, path: Path, reason: string): void {
  report.warning('config.no_effect', path, `has no effect here: ${reason}`, 'take it out');
}

/** `prototype_scoring` of any module: anything but switched off changes scores. */
export function checkPrototypes(report: Report, path: Path, value: unknown): void {
  if (value === undefined || (value as { enabled?: unknown }).enabled === false) return;
  noEqual(
    report,
    path,
    'examples are not clustered to prototypes; a rule’s aggregation_method says how they count',
    'prototype_scoring: { enabled: false }, and thresholds that fit: signalbox models calibrate',
  );
}

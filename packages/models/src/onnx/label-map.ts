import { OnnxError } from './onnx-error.ts';

/** Which head label each of a model's outputs counts for. */
export interface LabelMap {
  /** The head's labels. */
  readonly labels: readonly string[];
  /** Place in `labels` by place of the model's output. */
  readonly places: readonly number[];
}

/**
 * Maps a model's labels onto a head's: by the names given in `renames` (model's to head's), else by `spellings` known
 * for the head, else by equal spelling, case, spaces, dashes and underscores aside. Several may count for the same. Without head labels the model's stand.
 * Throws `OnnxError` when one fits nothing or a head label is left without any.
 */
export function mapLabels(
  folder: string,
  own: readonly string[],
  head: readonly string[] | undefined,
  renames: Readonly<Record<string, string>> = {},
  spellings: Readonly<Record<string, string>> = {},
): LabelMap {
  const strange = Object.keys(renames).filter((name) => !own.includes(name));
  if (strange.length > 0) {
    const text = `model folder ${folder}: label_map renames ${quoted(strange)}, which the model does not have`;
    throw new OnnxError('onnx.labels_do_not_fit', text, `the model's labels are ${quoted(own)}`);
  }
  const renamed = own.map((label) => renames[label] ?? spellings[label] ?? label);
  const labels = head ?? [...new Set(renamed)];
  const byName = new Map(labels.map((label, place) => [plainLabel(label), place]));
  const places = renamed.map((label) => byName.get(plainLabel(label)) ?? -1);
  const unfit = own.filter((_, i) => places[i] === -1);
  const missing = labels.filter((_, place) => !places.includes(place));
  if (unfit.length === 0 && missing.length === 0) return { labels, places };
  const parts = [
    ...(unfit.length > 0 ? [`its labels ${quoted(unfit)} fit none of the head's`] : []),
    ...(missing.length > 0 ? [`the head's labels ${quoted(missing)} get none of the model's`] : []),
  ];
  throw new OnnxError(
    'onnx.labels_do_not_fit',
    `model folder ${folder}: ${parts.join('; ')}; expected ${quoted(labels)}, got ${quoted(own)}`,
    `set label_map: {MODEL_LABEL: head_label, …} for each, or choose a model made for this head`,
  );
}

/** A label without what spelling varies in: case, spaces, dashes, underscores. */
export function plainLabel(label: string): string {
  return label
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}

function quoted(labels: readonly string[]): string {
  return labels.map((label) => `"${label}"`).join(', ');
}

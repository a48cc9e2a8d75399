import type { RowProblem } from './head-task.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The field's text, or what is wrong with it. */
export function textField(fields: Fields, name: string): string | RowProblem {
  const value = fields[name];
  if (value === undefined) {
    const present = Object.keys(fields).slice(0, 8).join(', ') || 'nothing';
    return { problem: `there is no field "${name}"; it has ${present}` };
  }
  return typeof value === 'string' ? value : { problem: `"${name}" is ${shown(value)}, expected a text` };
}

/** The place of the row's label among those known, or what is wrong with it. */
export function labelField(fields: Fields, known: readonly string[]): number | RowProblem {
  const label = textField(fields, 'label');
  if (typeof label !== 'string') return label;
  const place = known.indexOf(label);
  if (place >= 0) return place;
  const list = known.length > 20 ? `${known.slice(0, 20).join(', ')}, … (${known.length} in all)` : known.join(', ');
  return { problem: `the head has no label "${label}"; it has ${list}` };
}

/** The field as a number, also where a CSV file holds it as text; undefined where it is left out. */
export function numberField(fields: Fields, name: string): number | undefined | RowProblem {
  const value = fields[name];
  if (value === undefined || value === '') return undefined;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  return { problem: `"${name}" is ${shown(value)}, expected a number` };
}

/** A value as an error shows it, cut short. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

export function isProblem(value: unknown): value is RowProblem {
  return typeof value === 'object' && value !== null && 'problem' in value;
}

import { type Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { isPolicyText } from '../dsl/policy-document.ts';

/** Where a value stands: keys from the top; `{ name }` is the item of a list with that name, `{ type }` the one of that type. */
export type ConfigPlace = readonly (string | { readonly name: string } | { readonly type: string })[];

/**
 * A config text with one number set: a number that stands there is replaced and nothing else moves; where none does,
 * keys are added and comments kept. `problem` says what is missing where a list has no such item.
 */
export function setConfigValue(
  text: string,
  place: ConfigPlace,
  value: number,
): { readonly text: string } | { readonly problem: string } {
  if (isPolicyText(text))
    return { problem: 'it is a policy, and numbers are set in YAML only: write it there yourself' };
  const document = parseDocument(text, { keepSourceTokens: true });
  if (document.errors.length > 0) return { problem: `it is no valid YAML: ${document.errors[0]!.message}` };
  const found = pathOf(document, place);
  if ('problem' in found) return found;
  const node = document.getIn(found.path, true);
  if (isScalar(node) && node.range) {
    return { text: text.slice(0, node.range[0]) + String(value) + text.slice(node.range[1]) };
  }
  document.setIn(found.path, value);
  return { text: document.toString({ lineWidth: 0 }) };
}

/** The place with numbers for the items of lists. */
function pathOf(
  document: Document,
  place: ConfigPlace,
): { readonly path: readonly (string | number)[] } | { readonly problem: string } {
  const path: (string | number)[] = [];
  for (const step of place) {
    if (typeof step === 'string') {
      path.push(step);
      continue;
    }
    const list = document.getIn(path);
    const [key, value] = 'name' in step ? ['name', step.name] : ['type', step.type];
    const at = isSeq(list) ? list.items.findIndex((item) => isMap(item) && item.get(key) === value) : -1;
    if (at < 0) return { problem: `there is no "${value}" under ${path.join('.')}` };
    path.push(at);
  }
  return { path };
}

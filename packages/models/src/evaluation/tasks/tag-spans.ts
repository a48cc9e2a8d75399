import { createTextView, type Span, type SpanTagger } from '@signalbox/engine/ports';
import { defineHeadTask, type Figure, type RowProblem } from '../head-task.ts';
import { ratesOf } from '../label-figures.ts';
import { resampledInterval } from '../resampled-interval.ts';
import { shown, textField } from '../row-fields.ts';
import { shareInterval } from '../share-interval.ts';

interface MarkedSpan {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

interface Row {
  readonly text: string;
  readonly spans: readonly MarkedSpan[];
}

/** Heads that mark stretches of a text. Types that the head does not know are counted, not judged. */
export const tagSpans = defineHeadTask<SpanTagger, Row, readonly Span[]>({
  task: 'tagger',
  fields: '`text` and `spans`: a list of { start, end, type }, in UTF-16 units, end exclusive',
  headsIn: ({ taggers }) => taggers,
  labels: ({ labels }) => labels,
  async probe(model) {
    const text = 'Write to ada@example.org or call +44 20 7946 0958.';
    const spans = await model.tag(createTextView(text));
    const wrong = spans.find(({ start, end }) => !(start >= 0 && start < end && end <= text.length));
    if (wrong !== undefined) return `it marks ${wrong.start} to ${wrong.end} in a text of ${text.length} units`;
    const foreign = spans.find(({ label }) => !model.labels.includes(label));
    return foreign === undefined ? undefined : `it marks a "${foreign.label}", which is not among its labels`;
  },
  readRow(fields) {
    const text = textField(fields, 'text');
    if (typeof text !== 'string') return text;
    const spans = spansOf(fields.spans, text);
    return 'problem' in spans ? spans : { text, spans };
  },
  answer: (model, { text }) => model.tag(createTextView(text)),
  measure(answered, { labels }) {
    const judged = answered.map(({ row, answer }) => judge(row, answer, labels));
    const tally = (rows: readonly Tally[], label?: string) => {
      const counts = { exact: 0, touched: 0, found: 0, marked: 0 };
      for (const row of rows) {
        for (const [own, { exact, touched, found, marked }] of row) {
          if (label !== undefined && own !== label) continue;
          counts.exact += exact;
          counts.touched += touched;
          counts.found += found;
          counts.marked += marked;
        }
      }
      return counts;
    };
    const f1 = (rows: readonly Tally[]) => {
      const { exact, found, marked } = tally(rows);
      return ratesOf(exact, found, marked).f1;
    };
    const all = tally(judged);
    const clean = answered.filter(({ row }) => row.spans.length === 0);
    const alarmed = clean.filter(({ answer }) => answer.length > 0).length;
    const figures: Figure[] = [
      { name: 'F1 of exact spans', n: all.marked, value: f1(judged), ...resampledInterval(judged, f1) },
      share('precision of exact spans', all.exact, all.found),
      share('recall of exact spans', all.exact, all.marked),
      share('marked spans that are touched', all.touched, all.marked),
      ...(clean.length === 0 ? [] : [share('texts without spans in which one is found', alarmed, clean.length)]),
    ];
    const foreign = answered.flatMap(({ row }) => row.spans.filter(({ label }) => !labels.includes(label)));
    const types = [...new Set(foreign.map(({ label }) => label))].sort();
    return {
      figures,
      labels: labels.flatMap((label) => {
        const { exact, found, marked } = tally(judged, label);
        return found + marked === 0 ? [] : [{ label, n: marked, ...ratesOf(exact, found, marked) }];
      }),
      notes:
        foreign.length === 0
          ? []
          : [
              `${foreign.length} spans are of types that this head does not find, and are left out: ${types.join(', ')}`,
            ],
    };
  },
  // A rule matches a text by its surest span, whatever it marks.
  score(row, answer, wanted) {
    const isWanted = ({ label }: { readonly label: string }) => wanted.includes(label);
    const score = answer.filter(isWanted).reduce((most, { confidence }) => Math.max(most, confidence), 0);
    return [{ score, isPositive: row.spans.some(isWanted) }];
  },
});

function share(name: string, right: number, n: number): Figure {
  return { name, n, value: n === 0 ? 0 : right / n, ...shareInterval(right, n) };
}

type Tally = ReadonlyMap<string, { exact: number; touched: number; found: number; marked: number }>;

function judge({ spans: marked }: Row, found: readonly Span[], labels: readonly string[]): Tally {
  const tally = new Map<string, { exact: number; touched: number; found: number; marked: number }>();
  const of = (label: string) => {
    const known = tally.get(label);
    if (known !== undefined) return known;
    const fresh = { exact: 0, touched: 0, found: 0, marked: 0 };
    tally.set(label, fresh);
    return fresh;
  };
  for (const span of marked) {
    if (!labels.includes(span.label)) continue;
    of(span.label).marked++;
    if (found.some((own) => own.label === span.label && own.start < span.end && span.start < own.end)) {
      of(span.label).touched++;
    }
  }
  for (const span of found) {
    of(span.label).found++;
    if (marked.some((own) => isSame(own, span))) of(span.label).exact++;
  }
  return tally;
}

function isSame(left: MarkedSpan, right: MarkedSpan): boolean {
  return left.label === right.label && left.start === right.start && left.end === right.end;
}

/** The row's spans; in a CSV file they are JSON in a cell. */
function spansOf(given: unknown, text: string): readonly MarkedSpan[] | RowProblem {
  let list = given;
  if (typeof given === 'string') {
    try {
      list = JSON.parse(given);
    } catch {
      return { problem: `"spans" is ${shown(given)}, expected a list as JSON` };
    }
  }
  if (!Array.isArray(list))
    return { problem: `"spans" is ${shown(list)}, expected a list, empty where nothing is marked` };
  const spans: MarkedSpan[] = [];
  for (const each of list as readonly Record<string, unknown>[]) {
    const { start, end, value } = each;
    const label = each.label ?? each.type;
    if (typeof start !== 'number' || typeof end !== 'number' || typeof label !== 'string') {
      return { problem: `the span ${shown(each)} needs start and end as numbers and a type` };
    }
    if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length)) {
      return { problem: `the span from ${start} to ${end} does not lie within the text of ${text.length} units` };
    }
    if (typeof value === 'string' && text.slice(start, end) !== value) {
      const marked = shown(text.slice(start, end));
      return {
        problem: `the span from ${start} to ${end} marks ${marked}, and its value says ${shown(value)}; count UTF-16 units`,
      };
    }
    spans.push({ start, end, label });
  }
  return spans;
}

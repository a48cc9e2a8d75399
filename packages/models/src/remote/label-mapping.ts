import type { HeadDefinition, HeadProblem } from '@signalbox/engine/adapters';
import { PortFailure } from '@signalbox/engine/ports';

/** The classes of a foreign model in the words of a head. */
export interface LabelMapping {
  /** Names that the server has for its classes, by class. */
  readonly theirs: readonly string[];
  /** The head's labels that they stand for, each once. */
  readonly labels: readonly string[];
  /** Sums what the server gave by class to probabilities in the order of `labels`. Throws a PortFailure. */
  distribution(probabilities: readonly unknown[], winner: unknown): Float32Array;
}

/** How far a sum of rounded probabilities may be from 1. */
const TOLERANCE = 0.02;

/**
 * From `{ their name: our label }`, in the order of their classes; several classes may stand for one label. A name that
 * is only a number stands for a class without a name.
 */
export function createLabelMapping(
  mapping: Readonly<Record<string, string>>,
  head: HeadDefinition,
): { readonly mapping: LabelMapping; readonly problems: readonly HeadProblem[] } {
  const theirs = Object.keys(mapping);
  const used = new Set(Object.values(mapping));
  const known = head.labels;
  const problems = theirs.flatMap((name): HeadProblem[] => {
    if (known === undefined || known.includes(mapping[name]!)) return [];
    return [
      {
        severity: 'error',
        code: 'adapter.unknown_label',
        path: ['labels', name],
        message: `the head ${head.name} has no label "${mapping[name]}"`,
        hint: `its labels: ${known.join(', ')}; several classes may stand for one`,
      },
    ];
  });
  const labels = known === undefined ? [...used] : known.filter((label) => used.has(label));
  const columns = theirs.map((name) => labels.indexOf(mapping[name]!));
  return {
    problems,
    mapping: {
      theirs,
      labels,
      distribution(probabilities, winner) {
        const figures = checkFigures(probabilities, theirs);
        checkWinner(figures, winner, theirs);
        const sums = new Float32Array(labels.length);
        for (const [index, column] of columns.entries()) sums[column]! += figures[index]!;
        return sums;
      },
    },
  };
}

function checkFigures(probabilities: readonly unknown[], theirs: readonly string[]): readonly number[] {
  if (probabilities.length !== theirs.length) {
    throw new PortFailure(
      'adapter.label_mismatch',
      `the server has ${probabilities.length} classes, labels has ${theirs.length} (${theirs.join(', ')})`,
    );
  }
  let sum = 0;
  for (const probability of probabilities) {
    if (typeof probability !== 'number' || !(probability >= 0 && probability <= 1)) {
      throw new PortFailure('adapter.wrong_answer', `expected probabilities, got ${JSON.stringify(probability)}`);
    }
    sum += probability;
  }
  if (Math.abs(sum - 1) > TOLERANCE) {
    throw new PortFailure('adapter.wrong_answer', `the probabilities sum to ${sum.toFixed(3)}, not to 1`);
  }
  return probabilities as number[];
}

/** The server names the likeliest class: the config must have that name in that place. */
function checkWinner(figures: readonly number[], winner: unknown, theirs: readonly string[]): void {
  if (typeof winner !== 'string') return;
  const highest = Math.max(...figures);
  const places = figures.flatMap((figure, index) => (figure === highest ? [index] : []));
  if (places.some((index) => theirs[index] === winner || /^\d+$/.test(theirs[index]!))) return;
  throw new PortFailure(
    'adapter.label_mismatch',
    `the server calls class ${places[0]} "${winner}", labels has "${theirs[places[0]!]}" there`,
  );
}

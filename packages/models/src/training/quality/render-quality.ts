import type { Goal } from './quality-rows.ts';
import type { QualityFigure, QualityLine } from './quality-table.ts';

/** The table for a terminal: a block per task. */
export function renderQualityText(lines: readonly QualityLine[]): string {
  const blocks = lines.map((line) => {
    const { row } = line;
    const cell = (name: string, figures: readonly QualityFigure[]) =>
      figures.map((figure, i) => `  ${(i === 0 ? name : '').padEnd(12)}${renderFigure(figure, name !== 'ours')}`);
    return [
      `${row.task}: ${verdictOf(line)}`,
      ...(line.main.length === 0 ? ['  ours        not measured in this run'] : cell('ours', line.main)),
      ...cell('typos', line.typos),
      ...cell('languages', line.languages),
      ...cell('adversarial', line.adversarial),
      ...(row.reference === undefined ? [] : [`  reference   ${row.reference.figure} (${row.reference.source})`]),
    ].join('\n');
  });
  const count = (isMet: boolean | undefined) => lines.filter((line) => line.isMet === isMet).length;
  return `${blocks.join('\n\n')}\n\n${count(true)} met, ${count(false)} missed, ${count(undefined)} not measured in full\n`;
}

/** The table as the page docs/models/quality.md. */
export function renderQualityPage(lines: readonly QualityLine[], made: { command: string; day: string }): string {
  const cells = lines.map((line) => {
    const { row } = line;
    const several = (figures: readonly QualityFigure[]) =>
      figures.map((figure) => renderFigure(figure, true, false)).join('<br>') || '–';
    return [
      `[${row.task}](${row.page})`,
      line.main.map((figure) => renderFigure(figure, false, false)).join('<br>') || 'not measured',
      several(line.typos),
      several(line.languages),
      several(line.adversarial),
      renderBaselines(line),
      row.reference === undefined ? '–' : `${row.reference.figure} (${row.reference.source})`,
      renderGoals(line),
      verdictOf(line),
    ].join(' | ');
  });
  return [
    '# Quality beside the baseline and the reference',
    '',
    `Written by \`${made.command}\` on ${made.day}.`,
    '',
    'Every figure is of rows that were never trained on, with the number of rows and the 95 % interval where one can be',
    'told. The baseline reads hashed words and n-grams (pairs of words, 3 to 5 characters) and is a linear model trained',
    'in the same run on the same rows as the head; for similarity it compares them, weighted by rarity. What the',
    'reference published of itself was measured on its own rows. A goal that was missed is explained on the page that the',
    'task links to, with what was tried.',
    '',
    '| task | ours | typos | languages | adversarial, or of another origin | n-grams | the reference | goal | |',
    '|---|---|---|---|---|---|---|---|---|',
    ...cells.map((line) => `| ${line} |`),
    '',
  ].join('\n');
}

function verdictOf({ isMet, main }: QualityLine): string {
  if (isMet === undefined) return main.length === 0 ? 'not measured' : 'measured in part';
  return isMet ? 'met' : 'missed';
}

function renderFigure({ label, measured, baseline, goal, isMet }: QualityFigure, isLabelled: boolean, isWhole = true) {
  const { value, n, low, high } = measured;
  const interval = low === undefined || high === undefined ? '' : ` [${show(low)}, ${show(high)}]`;
  const own = `${isLabelled ? `${label}: ` : ''}${show(value)}${interval} n=${n}`;
  if (!isWhole) return `${own}${isMet === false ? ' ✗' : ''}`;
  const against = baseline === undefined ? '' : `  n-grams ${show(baseline)}`;
  return `${own}${against}${goal === undefined ? '' : `  goal ${renderGoal(goal)} ${isMet ? 'met' : 'MISSED'}`}`;
}

function renderBaselines({ main, typos, languages, adversarial }: QualityLine): string {
  const own = main.flatMap(({ baseline }) => (baseline === undefined ? [] : [show(baseline)]));
  const others = [...typos, ...languages, ...adversarial].flatMap(({ label, baseline }) =>
    baseline === undefined ? [] : [`${label}: ${show(baseline)}`],
  );
  return [...own, ...others].join('<br>') || '–';
}

function renderGoals({ row }: QualityLine): string {
  const own = row.main.goal === undefined ? [] : [renderGoal(row.main.goal)];
  const others = [row.typos, row.languages, row.adversarial].flatMap((choices = []) =>
    choices.flatMap(({ label, name, goal }) => (goal === undefined ? [] : [`${label ?? name}: ${renderGoal(goal)}`])),
  );
  return [...own, ...others].join('<br>') || '–';
}

function renderGoal({ atLeast, atMost }: Goal): string {
  return [
    ...(atLeast === undefined ? [] : [`≥ ${show(atLeast)}`]),
    ...(atMost === undefined ? [] : [`≤ ${show(atMost)}`]),
  ].join(', ');
}

function show(value: number): string {
  return value.toFixed(3);
}

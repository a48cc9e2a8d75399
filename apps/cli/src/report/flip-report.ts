import type { PerturbedProbe } from '@signalbox/engine';
import { groupBy } from './group-by.ts';
import { renderTable } from './table.ts';

/** Rows of decision, change, versions, flipped, rate: by decision and change, then each change as a whole. */
export function flipRates(perturbed: readonly PerturbedProbe[]): readonly (readonly string[])[] {
  const row = (decision: string, change: string, among: readonly PerturbedProbe[]) => {
    const flipped = among.filter((each) => each.flipped).length;
    const rate = `${((100 * flipped) / among.length).toFixed(1)} %`;
    return [decision, change, String(among.length), String(flipped), rate];
  };
  const byChange = groupBy(perturbed, ({ perturbation }) => perturbation);
  const byDecision = groupBy(perturbed, ({ probe }) => probe.expected.decision);
  return [
    ...byDecision.flatMap(([decision, versions]) =>
      groupBy(versions, ({ perturbation }) => perturbation).map(([change, among]) => row(decision, change, among)),
    ),
    ...byChange.map(([change, among]) => row('all', change, among)),
  ];
}

/** Flip rates for people, with the flips themselves. */
export function renderFlips(perturbed: readonly PerturbedProbe[]): string {
  const flips = perturbed
    .filter((each) => each.flipped)
    .map(
      ({ probe, perturbation, text, before, after }) =>
        `FLIP ${probe.id} (${perturbation}): ${before ?? '(default)'} → ${after ?? '(default)'}\n  ${text.replaceAll('\n', ' ').slice(0, 200)}`,
    );
  const rates = renderTable(
    ['decision', 'change', 'versions', 'flipped', 'rate'],
    flipRates(perturbed).map((row) => [...row]),
  );
  return `${[...flips, rates].join('\n')}\n`;
}

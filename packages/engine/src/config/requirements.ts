import type { ModelCard, Requirements } from './router-config.ts';

/** What a model's card lacks of the requirements, in words; empty when it meets them. Not known counts as not met. */
export function unmetRequirements(requirements: Requirements, card: ModelCard): readonly string[] {
  const { tags, residency, maxRetentionDays, licences, onPremises, safetyTier } = requirements;
  const unmet = tags.filter((tag) => !card.tags.includes(tag)).map((tag) => `the tag "${tag}"`);
  if (
    residency.length > 0 &&
    (card.residency.length === 0 || card.residency.some((each) => !residency.includes(each)))
  ) {
    unmet.push(`data.residency within ${residency.join(', ')}`);
  }
  if (maxRetentionDays !== undefined && !(card.retentionDays !== undefined && card.retentionDays <= maxRetentionDays)) {
    unmet.push(`data.retention_days of at most ${maxRetentionDays}`);
  }
  if (licences.length > 0 && !(card.licence !== undefined && licences.includes(card.licence))) {
    unmet.push(`data.licence ${licences.join(' or ')}`);
  }
  if (onPremises && card.onPremises !== true) unmet.push('data.on_premises: true');
  if (safetyTier !== undefined && !(card.safetyTier !== undefined && card.safetyTier >= safetyTier)) {
    unmet.push(`a safety_tier of at least ${safetyTier}`);
  }
  return unmet;
}

import type { CacheMetrics } from '../cache/cache-metrics.ts';
import { askedGauge, countFamily, histogramFamily, type ToldFamily } from './metric-families.ts';

const LOOKUP_BOUNDS = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.1, 1, 10, 60];

/** The metrics of the cache of answers, under the reference's names where those apply. */
export function createCacheFamilies(): {
  readonly metrics: CacheMetrics;
  readonly families: readonly ToldFamily[];
  readonly watch: (ask: () => { readonly entries: number; readonly bytes: number }) => void;
} {
  let ask = () => ({ entries: 0, bytes: 0 });
  const decision = 'decision_name';
  const hits = countFamily('llm_cache_plugin_hits_total', 'Requests answered from the cache, by how they found it.', [
    decision,
    'kind',
  ]);
  const misses = countFamily('llm_cache_plugin_misses_total', 'Requests that the cache did not answer, by why.', [
    decision,
    'reason',
  ]);
  const stored = countFamily('llm_cache_writes_total', 'Answers that were kept.', [decision]);
  const skipped = countFamily('llm_cache_write_skipped_total', 'Answers that were not kept, by why.', [
    decision,
    'reason',
  ]);
  const verified = countFamily(
    'signalbox_cache_shadow_checks_total',
    'Hits in other words that the model answered all the same, by whether the two answers agree.',
    [decision, 'verdict'],
  );
  const storeFailures = countFamily(
    'signalbox_cache_store_failures_total',
    'Calls of the store of kept answers that failed: what others keep is not found meanwhile, or what is kept stays in this process.',
    ['operation'],
  );
  const lookup = histogramFamily(
    'signalbox_cache_lookup_seconds',
    'Time to look for a kept answer, with the wait for an equal request.',
    ['outcome'],
    LOOKUP_BOUNDS,
  );
  let compared = 0;
  let apart = 0;
  const metrics: CacheMetrics = {
    hit(name, kind, seconds) {
      hits.of(name, kind).value++;
      lookup.of(kind).observe(seconds);
    },
    missed(name, reason, seconds) {
      misses.of(name, reason).value++;
      lookup.of('miss').observe(seconds);
    },
    stored(name) {
      stored.of(name).value++;
    },
    notStored(name, reason) {
      skipped.of(name, reason).value++;
    },
    storeFailed(operation) {
      storeFailures.of(operation).value++;
    },
    verified(name, isSame) {
      compared++;
      if (!isSame) apart++;
      verified.of(name, isSame ? 'same' : 'different').value++;
    },
  };
  const families = [
    ...[hits, misses, stored, skipped, verified, storeFailures, lookup],
    askedGauge('signalbox_cache_false_hit_rate', 'Share of the shadow checks in which the answers differed.', () =>
      compared === 0 ? 0 : apart / compared,
    ),
    askedGauge('llm_cache_entries_total', 'Answers kept in memory.', () => ask().entries),
    askedGauge('signalbox_cache_bytes', 'Roughly what they hold in memory.', () => ask().bytes),
  ];
  return {
    metrics,
    families,
    watch(whom) {
      ask = whom;
    },
  };
}

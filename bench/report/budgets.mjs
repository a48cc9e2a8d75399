/** @typedef {import('./results-file.mjs').Results} Results */

/**
 * A figure that the product promises to hold.
 *
 * @typedef {object} Budget
 * @property {string} name
 * @property {'below' | 'at least'} sense
 * @property {number} limit
 * @property {string} unit
 * @property {(results: Results) => number | null | undefined} measured
 */

/** @param {Results} results @param {number} connections @param {number} tokens @param {'json' | 'sse'} answer */
function cellOf(results, connections, tokens, answer = 'json') {
  return results.gateway?.result.cells.find(
    ({ cell }) => cell.connections === connections && cell.promptTokens === tokens && cell.answer === answer,
  );
}

/** @param {Results} results @param {number} connections @param {number} tokens @param {'addedP50Ms' | 'addedP99Ms'} field */
function addedByUs(results, connections, tokens, field) {
  return cellOf(results, connections, tokens)?.targets.find(({ target }) => target === 'signalbox')?.[field].median;
}

/** @param {Results} results @param {number} tokens */
function mixOf(results, tokens) {
  return results.engine?.result.mixes.find((mix) => mix.promptTokens === tokens);
}

/** @param {Results} results */
function embeddedModels(results) {
  return results.models?.result.sources.find(({ source }) => source === 'embedded');
}

/** @param {Results} results @param {number} tokens @param {string} head @param {'p50Micros' | 'p99Micros'} field */
function embeddedHead(results, tokens, head, field) {
  const length = embeddedModels(results)?.lengths.find(({ promptTokens }) => promptTokens === tokens);
  const figure = length?.figures.find(({ name }) => name === head);
  return figure === undefined ? undefined : figure[field] / 1000;
}

/** The budget is for a million records, in every store: a quick run has fewer. @param {Results} results */
function fullStores({ store }) {
  const stores = store === undefined ? [] : [store.result].flat();
  return stores.length > 0 && stores.every(({ records }) => records >= 1_000_000) ? stores : undefined;
}

/** @type {readonly Budget[]} */
export const budgets = [
  {
    name: 'route a 500-token prompt, every signal of the profile, p50',
    sense: 'below',
    limit: 1,
    unit: 'ms',
    measured: (results) => mixOf(results, 500)?.p50Ms,
  },
  {
    name: 'the same, p99',
    sense: 'below',
    limit: 3,
    unit: 'ms',
    measured: (results) => mixOf(results, 500)?.p99Ms,
  },
  {
    name: 'route an 8,000-token prompt, p50',
    sense: 'below',
    limit: 10,
    unit: 'ms',
    measured: (results) => mixOf(results, 8000)?.p50Ms,
  },
  {
    name: 'load the profile with every family of signals',
    sense: 'below',
    limit: 150,
    unit: 'ms',
    measured: (results) => results.engine?.result.loadMs,
  },
  {
    name: '1,000 keywords and 200 decisions more, beside the profile alone (500 tokens, p50)',
    sense: 'below',
    limit: 2,
    unit: '×',
    measured: ({ growth }) => {
      const [alone, grown] = growth?.result.rows.slice(-2) ?? [];
      return alone === undefined || grown === undefined ? undefined : grown.p50Ms / alone.p50Ms;
    },
  },
  {
    name: 'decide among 200 decisions of five conditions',
    sense: 'below',
    limit: 20,
    unit: 'µs',
    measured: ({ growth }) =>
      growth?.result.rows.find(({ name, decisions }) => name === 'alone' && decisions === 200)?.decideMicros,
  },
  {
    name: 'all embedded heads on a 500-token English prompt, p50',
    sense: 'below',
    limit: 0.5,
    unit: 'ms',
    measured: (results) => embeddedHead(results, 500, 'all together', 'p50Micros'),
  },
  {
    name: 'the same, p99',
    sense: 'below',
    limit: 1.5,
    unit: 'ms',
    measured: (results) => embeddedHead(results, 500, 'all together', 'p99Micros'),
  },
  {
    name: 'all embedded heads on an 8,000-token English prompt, p50',
    sense: 'below',
    limit: 8,
    unit: 'ms',
    measured: (results) => embeddedHead(results, 8000, 'all together', 'p50Micros'),
  },
  {
    name: 'the embedded encoder on a sentence, p50',
    sense: 'below',
    limit: 0.1,
    unit: 'ms',
    measured: (results) => embeddedHead(results, 15, 'encoder', 'p50Micros'),
  },
  {
    name: 'embedded weights read',
    sense: 'below',
    limit: 50,
    unit: 'ms',
    measured: (results) => embeddedModels(results)?.loadMs,
  },
  {
    name: 'resident memory that the embedded models add',
    sense: 'below',
    limit: 60,
    unit: 'MB',
    measured: (results) => embeddedModels(results)?.addedResidentMb,
  },
  {
    name: 'requests per second beside a bare Node proxy (JSON, 32 connections, 30 tokens)',
    sense: 'at least',
    limit: 0.5,
    unit: '×',
    measured: (results) => cellOf(results, 32, 30)?.ratios['signalbox / bare']?.median,
  },
  {
    name: 'requests per second beside Portkey (JSON, 32 connections, 30 tokens)',
    sense: 'at least',
    limit: 5,
    unit: '×',
    measured: (results) => cellOf(results, 32, 30)?.ratios['signalbox / portkey']?.median,
  },
  {
    name: 'added latency at one connection (JSON, 30 tokens), p50',
    sense: 'below',
    limit: 1,
    unit: 'ms',
    measured: (results) => addedByUs(results, 1, 30, 'addedP50Ms'),
  },
  {
    name: 'the same, p99',
    sense: 'below',
    limit: 3,
    unit: 'ms',
    measured: (results) => addedByUs(results, 1, 30, 'addedP99Ms'),
  },
  {
    name: 'added latency at one connection (JSON, 500 tokens), p50',
    sense: 'below',
    limit: 1,
    unit: 'ms',
    measured: (results) => addedByUs(results, 1, 500, 'addedP50Ms'),
  },
  {
    name: 'resident memory after 10,000 requests',
    sense: 'below',
    limit: 250,
    unit: 'MB',
    measured: ({ gateway }) => {
      const memory = gateway?.result.memory;
      return memory !== undefined && memory !== null && memory.requests >= 10_000 ? memory.residentMb : undefined;
    },
  },
  {
    name: 'added per event with 1,000 streams at once, p99',
    sense: 'below',
    limit: 5,
    unit: 'ms',
    measured: ({ streams }) => streams?.result.added.p99Ms,
  },
  {
    name: 'CPU per request with two workers beside one',
    sense: 'below',
    limit: 1.1,
    unit: '×',
    measured: ({ workers }) => workers?.result.twoBesideOne.cpuRatio,
  },
  {
    name: 'share of the requests that the busier of two workers serves',
    sense: 'below',
    limit: 0.6,
    unit: '',
    measured: ({ workers }) => workers?.result.twoBesideOne.busiestShare,
  },
  {
    name: 'start to first routed, streamed byte',
    sense: 'below',
    limit: 1.5,
    unit: 's',
    measured: (results) => results.start?.result.start.firstByteSeconds.median,
  },
  {
    name: 'git clone to first routed, streamed byte',
    sense: 'below',
    limit: 60,
    unit: 's',
    measured: (results) => results.start?.result.clone?.firstByteSeconds,
  },
  {
    name: 'the slowest question to 1,000,000 records: pages, filters, sums; the longest answer',
    sense: 'below',
    limit: 100,
    unit: 'ms',
    measured: (results) => {
      const answers = fullStores(results)?.flatMap((store) => store.answers);
      return answers === undefined ? undefined : Math.max(...answers.map(({ mostMs }) => mostMs));
    },
  },
  {
    name: 'what keeping its record adds to a request, in every store; p50',
    sense: 'below',
    limit: 50,
    unit: 'µs',
    measured: (results) => {
      const micros = fullStores(results)?.map(({ writePath }) => writePath.addedP50Micros);
      return micros === undefined ? undefined : Math.max(...micros);
    },
  },
  {
    name: 'pan the topology of 200 decisions and 500 rules',
    sense: 'at least',
    limit: 30,
    unit: 'pictures/s',
    measured: ({ dashboard }) => {
      const pans = dashboard?.result.pans.map(({ framesPerSecond }) => framesPerSecond);
      return pans === undefined ? undefined : Math.min(...pans);
    },
  },
  {
    name: 'open the dashboard for the first time, until a question can be typed',
    sense: 'below',
    limit: 1_000,
    unit: 'ms',
    measured: ({ dashboard }) => dashboard?.result.firstLoad?.interactiveMs,
  },
  {
    name: 'a page of 100 records in the dashboard’s table, p50',
    sense: 'below',
    limit: 200,
    unit: 'ms',
    measured: ({ dashboard }) => dashboard?.result.recordTable?.pageP50Ms,
  },
  {
    name: 'look for a kept answer among 100,000, in other words, p99',
    sense: 'below',
    limit: 2,
    unit: 'ms',
    measured: ({ cache }) => ((cache?.result.entries ?? 0) >= 100_000 ? cache?.result.p99Ms : undefined),
  },
];

/**
 * @typedef {object} BudgetVerdict
 * @property {Budget} budget
 * @property {number | undefined} measured Undefined where it was not measured.
 * @property {boolean | undefined} isHeld
 * @property {number | undefined} missedBy Share of the limit, e.g. 0.12 for twelve percent too much.
 */

/**
 * @param {Budget} budget
 * @param {Results} results
 * @returns {BudgetVerdict}
 */
export function judgeBudget(budget, results) {
  const measured = budget.measured(results);
  if (measured === null || measured === undefined || Number.isNaN(measured)) {
    return { budget, measured: undefined, isHeld: undefined, missedBy: undefined };
  }
  const isHeld = budget.sense === 'below' ? measured < budget.limit : measured >= budget.limit;
  return {
    budget,
    measured,
    isHeld,
    missedBy: isHeld ? undefined : Math.abs(measured - budget.limit) / budget.limit,
  };
}

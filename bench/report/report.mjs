import { budgets, judgeBudget } from './budgets.mjs';
import { reportCache } from './cache-report.mjs';
import { reportDashboard } from './dashboard-report.mjs';
import { reportEngine } from './engine-report.mjs';
import { formatNumber, formatShare } from './format.mjs';
import { reportGateway } from './gateway-report.mjs';
import { reportGrowth } from './growth-report.mjs';
import { reportModels } from './models-report.mjs';
import { reportStart } from './start-report.mjs';
import { reportStore } from './store-report.mjs';
import { reportStreams } from './streams-report.mjs';
import { renderMarkdown, renderPlain } from './table.mjs';
import { reportWorkers } from './workers-report.mjs';

/** @typedef {import('./results-file.mjs').Results} Results */
/** @typedef {import('./table.mjs').Table} Table */

/** A piece of a report. @typedef {{ heading: string } | { text: string } | { table: Table }} Block */

const chapters = /** @type {const} */ ([
  { key: 'engine', title: 'Engine: one routing', report: reportEngine },
  { key: 'growth', title: 'Engine: growth with the config', report: reportGrowth },
  { key: 'models', title: 'Models: one text', report: reportModels },
  { key: 'gateway', title: 'Gateway: through HTTP, beside others', report: reportGateway },
  { key: 'streams', title: 'Gateway: many streams at once', report: reportStreams },
  { key: 'workers', title: 'Gateway: workers', report: reportWorkers },
  { key: 'start', title: 'Start', report: reportStart },
  { key: 'store', title: 'Store: records of requests', report: reportStore },
  { key: 'cache', title: 'Cache: looking for a kept answer', report: reportCache },
  { key: 'dashboard', title: 'Dashboard: the graph of a large config', report: reportDashboard },
]);

/** @param {Results} results @returns {Table} */
function budgetTable(results) {
  return {
    columns: ['budget', 'limit', 'measured', 'held'],
    rows: budgets.map((budget) => {
      const { measured, isHeld, missedBy } = judgeBudget(budget, results);
      return [
        budget.name,
        `${budget.sense === 'below' ? '<' : '≥'} ${budget.limit} ${budget.unit}`,
        measured === undefined ? 'not run' : `${formatNumber(measured)} ${budget.unit}`,
        isHeld === undefined ? '–' : isHeld ? 'yes' : `no, by ${formatShare(missedBy)}`,
      ];
    }),
  };
}

/** @param {Results} results @param {(typeof chapters)[number]} chapter @returns {Block[]} */
function chapterBlocks(results, { key, report }) {
  const section = results[key];
  if (section === undefined) return [{ text: `Not run. \`npm run bench -- ${key}\` measures it.` }];
  const { machine } = section;
  const quick = section.isQuick ? ' A quick run, for development: not for quoting.' : '';
  return [
    {
      text:
        `\`${section.command}\`, ${section.date.slice(0, 16).replace('T', ' ')} UTC, ` +
        `${section.commit === null ? 'outside a clone' : `commit ${section.commit}`}. ${machine.cpu}, ${machine.cores} cores, ` +
        `${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, load ${machine.loadBefore} before the run.${quick}`,
    },
    .../** @type {(result: any) => Block[]} */ (report)(section.result),
  ];
}

/**
 * The report of some chapters for a terminal.
 *
 * @param {Results} results
 * @param {readonly string[]} keys
 * @returns {string}
 */
export function renderTerminalReport(results, keys) {
  const parts = [];
  for (const chapter of chapters) {
    if (!keys.includes(chapter.key)) continue;
    parts.push(`\n══ ${chapter.title}`);
    for (const block of chapterBlocks(results, chapter)) {
      if ('heading' in block) parts.push(`\n── ${block.heading}`);
      else if ('text' in block) parts.push(block.text.replaceAll(/[`*]/g, ''));
      else parts.push(renderPlain(block.table));
    }
  }
  parts.push('\n══ Budgets', renderPlain(budgetTable(results)));
  return parts.join('\n');
}

/**
 * The page docs/benchmarks.md.
 *
 * @param {Results} results
 * @returns {string}
 */
export function renderBenchmarksPage(results) {
  const parts = [
    '# Benchmarks',
    'Written by `npm run bench`; every figure below comes from the run named above it. How each is measured, and what ' +
      'the method cannot show: [bench/README.md](../bench/README.md). The raw figures: ' +
      '[bench/results/latest.json](../bench/results/latest.json).',
    '## Budgets',
    renderMarkdown(budgetTable(results)),
  ];
  for (const chapter of chapters) {
    parts.push(`## ${chapter.title}`);
    for (const block of chapterBlocks(results, chapter)) {
      if ('heading' in block) parts.push(`### ${block.heading}`);
      else if ('text' in block) parts.push(block.text);
      else parts.push(renderMarkdown(block.table));
    }
  }
  return `${parts.join('\n\n')}\n`;
}

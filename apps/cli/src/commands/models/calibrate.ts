import { type ConfigPlace, type SignalKind, setConfigValue, suggest } from '@signalbox/engine';
import { type FittedShare, type FittedThreshold, fitThreshold, type ThresholdGoal } from '@signalbox/models';
import type { Command, CommandInput } from '../../command.ts';
import { stageFile } from '../../composition/config-control.ts';
import { createPorts, weightsFolder } from '../../composition/create-ports.ts';
import { findHead, type HeadInForce, withHeads } from '../../composition/heads-in-force.ts';
import { loadConfigText, readTextFile, resolvePath, shownPath } from '../../composition/load-config-file.ts';
import { vocabulary } from '../../composition/vocabulary.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { Io } from '../../io.ts';
import { shareOption } from '../../option-values.ts';
import { printDiagnostics } from '../../report/diagnostics.ts';
import { UsageError } from '../../usage-error.ts';
import { answerFile, FILE_ARGUMENT, SKIP_OPTION } from './answer-file.ts';
import { CONFIG_OPTION } from './config-option.ts';

export const calibrate: Command = {
  name: 'calibrate',
  summary: "Fits a head's threshold to a precision or false-positive rate on your rows, and writes the config lines.",
  positionals: [{ name: '<head>', description: 'a head of `signalbox models list`' }, FILE_ARGUMENT],
  options: [
    { flags: '--precision <share>', description: 'so many of the flagged rows shall be right, e.g. .95' },
    { flags: '--false-positive-rate <share>', description: 'so many of the other rows may be flagged, e.g. .01' },
    { flags: '--label <label>', description: 'the label to flag, where the head has several that rules tell apart' },
    { flags: '--rule <name>', description: 'the rule whose threshold it is (default: that of all rules of the kind)' },
    { flags: '--write <file>', description: 'a config to set the threshold in; comments stay' },
    CONFIG_OPTION,
    SKIP_OPTION,
  ],
  examples: [
    'signalbox models calibrate jailbreak rows.jsonl --false-positive-rate .01',
    'signalbox models calibrate domain rows.csv --label law --precision .95 --write config.yaml',
  ],
  async run({ positionals, options }, io) {
    const goal = goalOf(options);
    const written = typeof options.write === 'string' ? options.write : undefined;
    return withHeads(options.config ?? written, io, async (inForce) => {
      const head = findHead(positionals[0]!, inForce);
      if (head.task.score === undefined) throw new UsageError(`the head "${head.name}" has no threshold`);
      const target = targetOf(head, options, inForce.loaded?.config.recipes.flatMap(({ signals }) => signals) ?? []);
      const behaviour = { isQuiet: options.json === true, skipsBadRows: options.skipBadRows === true };
      const done = await answerFile(positionals[1]!, head, behaviour, io);
      if (done === undefined) return EXIT.bad;
      const rows = done.answered.flatMap(({ row, answer }) => head.task.score!(row, answer, target.labels, head.model));
      const fitted = fitThreshold(rows, goal);
      if ('problem' in fitted) {
        io.stderr(`signalbox: ${fitted.problem}\n`);
        return EXIT.bad;
      }
      if (written !== undefined && target.place !== undefined) {
        const code = await writeThreshold(written, target.place, fitted.threshold, io);
        if (code !== EXIT.ok) return code;
      }
      if (options.json) {
        const { place, labels } = target;
        io.stdout(
          `${JSON.stringify({ head: head.name, labels, goal, ...fitted, place: place ?? null, written: written ?? null }, null, 2)}\n`,
        );
      } else io.stdout(render(head, target, fitted, written));
      return EXIT.ok;
    });
  },
};

function goalOf(options: CommandInput['options']): ThresholdGoal {
  const precision = shareOption(options.precision, '--precision');
  const rate = shareOption(options.falsePositiveRate, '--false-positive-rate');
  if ((precision === undefined) === (rate === undefined)) {
    throw new UsageError('give one goal', '--precision .95, or --false-positive-rate .01');
  }
  return precision === undefined ? { falsePositiveRate: rate! } : { precision };
}

interface Target {
  readonly labels: readonly string[];
  /** Where the threshold stands in a config; undefined where no kind of signal compares this head with one. */
  readonly place: ConfigPlace | undefined;
}

interface RulesOfKind {
  readonly kind: string;
  readonly rules: readonly { readonly name: string }[];
}

/** Which labels are flagged, and which threshold that is: a rule's, or that of all rules of the kind. */
function targetOf(
  { name, labels: known, task, model }: HeadInForce,
  { label, rule: ruleName }: CommandInput['options'],
  signals: readonly RulesOfKind[],
): Target {
  if (typeof label === 'string' && !known.includes(label)) {
    throw new UsageError(`the head "${name}" has no label "${label}"`, suggest(label, [...known], 'label'));
  }
  const kind = vocabulary.kinds.find(({ calibration }) => calibration?.head === name);
  const calibration = kind?.calibration;
  if (kind === undefined || calibration === undefined) {
    const labels = typeof label === 'string' ? [label] : known;
    if (known.length > 1 && typeof label !== 'string')
      throw new UsageError(`say which label to flag`, labelHint(known));
    return { labels, place: undefined };
  }
  const comparable = { ...model, labels: known };
  const list = ['routing', 'signals', kind.configKey] as const;
  if (typeof ruleName === 'string') {
    const rules = signals.filter((each) => each.kind === kind.kind).flatMap((each) => each.rules);
    const rule = rules.find((each) => each.name === ruleName);
    if (rule === undefined) {
      const names = rules.map((each) => each.name);
      throw new UsageError(`the config has no ${kind.kind} rule "${ruleName}"`, suggest(ruleName, names, 'rule'));
    }
    const labels = typeof label === 'string' ? [label] : calibration.labels(rule, comparable);
    if (labels === undefined)
      throw new UsageError(`the rule "${ruleName}" compares something else than this head alone`);
    if (calibration.inRule) return { labels, place: [...list, { name: ruleName }, 'threshold'] };
    return { labels, place: settingsPlace(kind) };
  }
  const labels = typeof label === 'string' ? [label] : calibration.labels(undefined, comparable);
  if (labels === undefined)
    throw new UsageError(`the rules on the ${task.task} "${name}" differ by label`, labelHint(known));
  if (typeof label === 'string' && calibration.inRule)
    return { labels, place: [...list, { name: label }, 'threshold'] };
  return { labels, place: settingsPlace(kind) };
}

function settingsPlace(kind: SignalKind): ConfigPlace {
  return ['global', 'model_catalog', ...kind.settings!.path, 'threshold'];
}

function labelHint(labels: readonly string[]): string {
  return `--label with one of ${labels.slice(0, 20).join(', ')}${labels.length > 20 ? ', …' : ''}, or --rule NAME with --config`;
}

/** Sets a threshold in a config file if the config is valid with it. */
export async function writeThreshold(file: string, place: ConfigPlace, threshold: number, io: Io): Promise<ExitCode> {
  const path = resolvePath(file, io);
  const edited = setConfigValue(readTextFile(file, io), place, threshold);
  if ('problem' in edited) {
    throw new UsageError(
      `${file}: ${edited.problem}`,
      'name the rule with --rule, or leave --write out and paste the lines',
    );
  }
  const result = await loadConfigText(edited.text, path, 'evaluate', createPorts(weightsFolder(io)), io);
  if (!result.ok) {
    printDiagnostics(result.diagnostics, io);
    io.stderr(`signalbox: with this threshold ${shownPath(path, io)} would not be valid; it stays as it is\n`);
    return EXIT.bad;
  }
  stageFile(path, edited.text).commit();
  return EXIT.ok;
}

function render(
  { name }: HeadInForce,
  { labels, place }: Target,
  { threshold, precision, recall, falsePositiveRate }: FittedThreshold,
  written: string | undefined,
): string {
  const share = (words: string, { value, low, high, n }: FittedShare) =>
    `  ${words.padEnd(22)} ${value.toFixed(3)}  [${low.toFixed(3)}, ${high.toFixed(3)}] of ${n}`;
  const what = labels.length > 4 ? `${labels.length} labels` : labels.join(', ');
  const lines = [
    `threshold ${threshold} of the head "${name}", for ${what}:`,
    share('right among flagged', precision),
    share('caught', recall),
    share('others flagged', falsePositiveRate),
    '',
    'Fitted on these very rows: of others like them, with as many that carry the label, expect the 95 % intervals.',
  ];
  if (place === undefined) lines.push('', 'No kind of signal compares this head alone with a threshold of its own.');
  else if (written === undefined) lines.push('', yamlLines(place, threshold));
  else lines.push('', `${written} holds it now.`);
  return `${lines.join('\n')}\n`;
}

/** The place as lines of a config. */
export function yamlLines(place: ConfigPlace, threshold: number): string {
  const lines = place.map((step, depth) => {
    const indent = '  '.repeat(depth);
    if (typeof step === 'string') return `${indent}${step}:`;
    const [[key, value] = []] = Object.entries(step);
    return `${indent}- ${key}: ${JSON.stringify(value)}`;
  });
  return `${lines.join('\n')} ${threshold}`;
}

import type { ConfigPath, Diagnostic, Report } from '../config/diagnostic.ts';
import { hasErrors } from '../config/diagnostic.ts';
import { parseConfigText } from '../config/document.ts';
import { suggest } from '../config/nearest.ts';
import { reportSchemaProblems } from '../config/schema-problems.ts';
import type { Message, RequestFacts } from '../request/facts.ts';
import { parseChatMessages, parseChatTools } from '../request/parse-chat-messages.ts';
import type { Coverage, Expectation, Probe, ProbeFile } from './probe.ts';
import { probeFileSchema, type RawProbeDecision, type RawProbeFile, type RawProbeVariant } from './probe-schema.ts';

export type ParseProbesResult =
  | { readonly ok: true; readonly file: ProbeFile; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** From how many characters a request counts as long. */
const LONG = 8_000;

/** Reads a probe file; every problem has its place and a hint. */
export function parseProbes(text: string, file?: string): ParseProbesResult {
  const document = parseConfigText(text, { file, environment: {}, missingEnvironment: 'warning' });
  const diagnostics: Diagnostic[] = document.diagnostics.filter((each) => each.severity === 'error');
  const add = (severity: 'error' | 'warning') => (code: string, path: ConfigPath, message: string, hint?: string) => {
    diagnostics.push({ severity, code, message, hint, path, file, ...document.locate(path) });
  };
  const report: Report = { error: add('error'), warning: add('warning') };
  if (hasErrors(diagnostics)) return { ok: false, diagnostics };
  const parsed = probeFileSchema.safeParse(document.data);
  if (!parsed.success) {
    reportSchemaProblems(probeFileSchema, document.data, parsed.error.issues, report);
    return { ok: false, diagnostics };
  }
  const raw = parsed.data;
  const probes: Probe[] = [];
  const seen = new Set<string>();
  for (const [index, decision] of raw.decisions.entries()) {
    for (const [position, variant] of decision.variants.entries()) {
      const path = ['decisions', index, 'variants', position];
      const id = `${decision.id}/${variant.id}`;
      if (seen.has(id))
        report.error('probes.duplicate', [...path, 'id'], `duplicate probe "${id}"`, 'rename one of them');
      seen.add(id);
      const facts = factsOf(id, variant, decision, raw, path, report);
      if (facts === undefined) continue;
      probes.push({
        id,
        facts,
        expected: expectationOf(decision),
        tags: variant.tags,
        shapes: shapesOf(variant, facts),
      });
    }
  }
  if (hasErrors(diagnostics)) return { ok: false, diagnostics };
  const acceptance =
    raw.acceptance === undefined
      ? undefined
      : {
          minProbePassRate: raw.acceptance.min_probe_pass_rate,
          minDecisionPassRate: raw.acceptance.min_decision_pass_rate,
        };
  const { name, profile } = raw;
  return { ok: true, file: { name, profile, probes, acceptance, coverage: coverageOf(raw) }, diagnostics };
}

function factsOf(
  id: string,
  variant: RawProbeVariant,
  decision: RawProbeDecision,
  { fixtures }: RawProbeFile,
  path: ConfigPath,
  report: Report,
): RequestFacts | undefined {
  if ((variant.query === undefined) === (variant.messages === undefined)) {
    report.error('probes.request', path, `probe "${id}" needs either query or messages`, 'keep exactly one of the two');
    return undefined;
  }
  const parsed = parseChatMessages(variant.messages ?? [{ role: 'user', content: variant.query }]);
  if (!parsed.ok) {
    const message = `probe "${id}": ${parsed.parameter}: ${parsed.message}`;
    report.error('probes.messages', path, message, 'messages are written as in a chat request');
    return undefined;
  }
  const { image_fixture: image } = variant;
  const source = image === undefined ? undefined : fixtures.images[image];
  if (image !== undefined && source === undefined) {
    const hint = suggest(image, Object.keys(fixtures.images), 'image (fixtures.images)');
    report.error('probes.fixture', [...path, 'image_fixture'], `probe "${id}": unknown image "${image}"`, hint);
    return undefined;
  }
  return {
    messages: withAdditions(parsed.messages, variant, source),
    tools: parseChatTools(variant.tools),
    requestedModel: variant.model ?? decision.model ?? 'MoM',
    metadata: variant.metadata,
  };
}

/** The last user message said `repeat` times, with the padding before it, the generated text after it, and its image. */
function withAdditions(
  messages: readonly Message[],
  { repeat, padding, generated_text: generated }: RawProbeVariant,
  image: string | undefined,
): readonly Message[] {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  if (last < 0) return messages;
  const message = messages[last]!;
  const own = Array.from({ length: repeat }, () => message.text).join('\n');
  const text = [spelledOut(padding), own, spelledOut(generated)].filter((part) => part !== '').join('\n\n');
  const images = image === undefined ? message.images : [...message.images, { source: image }];
  return messages.with(last, { ...message, text, images });
}

function spelledOut(long: RawProbeVariant['padding']): string {
  if (long === undefined) return '';
  return typeof long === 'string' ? long : Array.from({ length: long.repeat }, () => long.text).join(' ');
}

function expectationOf(decision: RawProbeDecision): Expectation {
  return {
    decision: decision.expected_decision ?? decision.id,
    recipe: decision.expected_recipe,
    model: decision.expected_alias ?? decision.expected_model,
    reasoning: decision.reasoning,
    algorithm: decision.expected_algorithm,
    plugins: decision.expected_plugins,
    signals: labelsOf(decision.expected_signals),
    forbiddenSignals: labelsOf(decision.forbidden_signals),
  };
}

function labelsOf(byFamily: RawProbeDecision['expected_signals']): string[] {
  return Object.entries(byFamily).flatMap(([family, names]) => [names].flat().map((name) => `${family}:${name}`));
}

function shapesOf(variant: RawProbeVariant, { messages, tools }: RequestFacts): string[] {
  const shapes = [variant.query === undefined ? 'messages' : 'query'];
  if (tools.length > 0) shapes.push('tools');
  if (messages.some(({ images }) => images.length > 0)) shapes.push('image');
  if (messages.reduce((sum, { text }) => sum + text.length, 0) >= LONG) shapes.push('long');
  return shapes;
}

function coverageOf({ coverage }: RawProbeFile): Coverage | undefined {
  if (coverage === undefined) return undefined;
  const percents = {
    signal: coverage.min_signal_assertion_percent,
    projection: coverage.min_projection_assertion_percent,
    algorithm: coverage.min_algorithm_assertion_percent,
    plugin: coverage.min_plugin_assertion_percent,
  };
  return {
    assertionPercent: Object.fromEntries(
      Object.entries(percents).flatMap(([what, least]) => (least === undefined ? [] : [[what, least]])),
    ),
    requiredShapes: coverage.required_request_shapes,
    tagCounts: coverage.min_tag_counts,
    tagPassRates: coverage.min_tag_pass_rate,
  };
}

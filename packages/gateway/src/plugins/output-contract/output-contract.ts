import { s } from '@signalbox/engine';
import { bodyOf, withField } from '../../chat/upstream-call.ts';
import { withInstructions } from '../../chat/with-instructions.ts';
import type { ExchangeView } from '../../exchange/exchange-view.ts';
import { isRecord, parseRecordBytes, recordsIn } from '../../json/json-record.ts';
import { definePluginKind } from '../plugin.ts';
import { type ChoiceTexts, compileContract, type Kept } from './apply-contract.ts';
import { contractSpec } from './contract-spec.ts';
import { createContractStep } from './contract-step.ts';

const schema = s
  .strictObject({
    output_contract: s.string().min(1).optional().describe('What the answer has to be, told to the model.'),
    output_contract_spec: contractSpec.optional(),
  })
  .describe('What answers have to be.');

/** Tells the model what its answer has to be, and holds it to that. */
export const outputContract = definePluginKind({
  type: 'output_contract',
  summary: 'Tells the model what its answer has to be, and looks whether it is.',
  schema,
  isInline: true,
  examples: [
    {
      output_contract: 'Answer with yes or no, and nothing else.',
      output_contract_spec: {
        type: 'choice',
        choice_set: { values: ['yes', 'no'] },
        extract: { sources: ['content'] },
        normalize: { field_order: [], defaults: {} },
        render: { mode: 'value' },
        on_violation: { repair: false, fallback: 'no' },
        postprocess: [],
      },
    },
  ],
  check({ output_contract_spec: spec }, { decision }, report) {
    if (spec === undefined) return;
    const at = (...path: readonly (string | number)[]) => ['output_contract_spec', ...path];
    const say = (code: string, path: readonly (string | number)[], message: string, hint: string) =>
      report.error(`output_contract.${code}`, path, `decision "${decision}": ${message}`, hint);
    if (spec.type === 'reference_selection' || spec.postprocess.length > 0) {
      say('references', at('type'), 'one answer has no others to refer to', 'use choice or structured_json');
      return;
    }
    if (spec.extract.sources.includes('candidate_responses')) {
      say('references', at('extract', 'sources'), 'there is one answer, and no candidates', 'use content');
    }
    if ((spec.type === 'choice') !== (spec.choice_set !== undefined)) {
      const message = spec.type === 'choice' ? 'choice needs choice_set' : `${spec.type} has no choice_set`;
      say('choice_set', at('choice_set'), message, 'choice_set: { values: [ … ] } goes with type: choice');
    }
    if ((spec.render.mode === 'template') !== (spec.render.template !== undefined)) {
      say('template', at('render'), 'mode template goes with a template', 'render: { mode: template, template: … }');
    }
    if (spec.json_schema !== undefined) {
      const message = `decision "${decision}": the schema "${spec.json_schema.schema_ref}" is not checked, only that the answer is an object with the fields of normalize.field_order`;
      report.warning('output_contract.schema', at('json_schema'), message, 'list the fields there');
    }
    if (spec.on_violation.repair) {
      const message = `decision "${decision}": no model is asked a second time`;
      report.warning(
        'output_contract.repair',
        at('on_violation', 'repair'),
        message,
        'set a fallback, and take it out',
      );
    }
  },
  compile({ output_contract: text, output_contract_spec: spec }) {
    const instruct =
      text === undefined
        ? {}
        : {
            request(call: Parameters<typeof bodyOf>[0], exchange: ExchangeView) {
              exchange.note('output contract told');
              return withField(call, 'messages', withInstructions(recordsIn(bodyOf(call).messages), text));
            },
          };
    if (spec === undefined) return instruct;
    const keep = compileContract(spec);
    const noted =
      (exchange: ExchangeView) =>
      (texts: ChoiceTexts): Kept => {
        const kept = keep(texts);
        exchange.note(kept.isMet ? 'output contract kept' : 'output contract violated');
        return kept;
      };
    return {
      ...instruct,
      response(reply, exchange) {
        const results: Kept[] = [];
        const body = keptReply(reply.body, (texts) => {
          const kept = noted(exchange)(texts);
          results.push(kept);
          return kept;
        });
        if (results.length === 0) return reply;
        const outcome = results.every(({ isMet }) => isMet) ? 'kept' : 'violated';
        return { ...reply, body, headers: [...reply.headers, 'x-vsr-output-contract', outcome] };
      },
      stream: (exchange) => createContractStep(noted(exchange)),
    };
  },
});

/** A complete reply with the texts that the contract makes of its own. */
function keptReply(body: Uint8Array, keep: (texts: ChoiceTexts) => Kept): Uint8Array {
  const reply = parseRecordBytes(body);
  if (reply === undefined || !Array.isArray(reply.choices)) return body;
  const choices = recordsIn(reply.choices).map((choice) => {
    if (!isRecord(choice.message) || typeof choice.message.content !== 'string') return choice;
    const { message } = choice;
    const { content, reasoning_content: thinking } = message;
    const texts = { content: content as string, reasoning_content: typeof thinking === 'string' ? thinking : '' };
    return { ...choice, message: { ...message, content: keep(texts).text } };
  });
  return Buffer.from(JSON.stringify({ ...reply, choices }));
}

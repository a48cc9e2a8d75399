import { s } from '@signalbox/engine';

const words = (description: string) => s.array(s.string().min(1)).describe(description);

/** What the text of an answer must be, and what becomes of one that is not. */
export const contractSpec = s
  .strictObject({
    type: s
      .enum(['choice', 'structured_json', 'reference_selection'])
      .describe('choice: one of several values; structured_json: a JSON object; reference_selection: refused.'),
    choice_set: s
      .strictObject({ values: words('The values.').min(1) })
      .optional()
      .describe('Of choice.'),
    json_schema: s
      .strictObject({ schema_ref: s.string().min(1).describe('Understood, and not checked.') })
      .optional()
      .describe('Of structured_json.'),
    reference: s.record(s.string(), s.unknown()).optional().describe('Of reference_selection.'),
    extract: s
      .strictObject({
        mode: s
          .enum(['exact', 'json_object'])
          .optional()
          .describe('exact: the whole text; json_object: the first JSON object in it. Default as the type needs.'),
        sources: s
          .array(s.enum(['content', 'reasoning_content', 'candidate_responses']))
          .min(1)
          .default(['content'])
          .describe('Where it is looked for, in turn; candidate_responses is refused.'),
      })
      .prefault({})
      .describe('How the answer is found.'),
    normalize: s
      .strictObject({
        field_order: words('Fields that the object must have, in this order; others follow.').default([]),
        defaults: s.record(s.string(), s.string()).default({}).describe('Values of fields that are missing.'),
      })
      .prefault({})
      .describe('Of structured_json.'),
    render: s
      .strictObject({
        mode: s.enum(['value', 'template']).default('value').describe('value: as it is; template: put into a text.'),
        template: s.string().optional().describe('With {value}, or {field} for fields of the object.'),
      })
      .prefault({})
      .describe('What the client gets.'),
    on_violation: s
      .strictObject({
        repair: s.boolean().default(false).describe('Understood: no model is asked a second time.'),
        fallback: s.string().optional().describe('The answer then; left out, the model’s own goes as it is.'),
      })
      .prefault({})
      .describe('An answer that does not keep the contract.'),
    postprocess: s
      .array(s.strictObject({ type: s.string().min(1).describe('Understood, and refused.') }))
      .default([])
      .describe('Of reference_selection.'),
  })
  .describe('What the text of an answer must be; it is looked at before the client gets any of it.');

export type ContractSpec = ReturnType<typeof contractSpec.parse>;

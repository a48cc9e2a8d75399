import { type CatalogForm, s } from '@signalbox/engine/adapters';
import { noEffect } from './no-equal.ts';

const PLACE = ['modules', 'modality_detector'] as const;

const own = s.strictObject({
  classifier: s
    .strictObject({
      model_path: s.string().min(1).describe('Folder of the model, relative to the config.'),
      use_cpu: s.boolean().optional().describe('Understood: models from folders run on the CPU.'),
    })
    .optional()
    .describe('A model of one’s own, in place of the embedded one.'),
  prompt_prefixes: s.array(s.string()).optional().describe('Understood: prompts go as they are.'),
});

/** `modules.modality_detector.classifier`: the head of modalities from a folder. */
export const modalityDetector: CatalogForm = {
  parts: [{ path: PLACE, schema: own }],
  read({ part }, report) {
    const { classifier, prompt_prefixes: prefixes } = (part(PLACE) ?? {}) as ReturnType<typeof own.parse>;
    if (prefixes !== undefined) noEffect(report, [...PLACE, 'prompt_prefixes'], 'prompts go as they are');
    if (classifier === undefined) return [];
    const path = [...PLACE, 'classifier'];
    if (classifier.use_cpu === false) noEffect(report, [...path, 'use_cpu'], 'models from folders run on the CPU');
    return [{ head: 'modality', adapter: 'onnx', options: { path: classifier.model_path }, path }];
  },
};

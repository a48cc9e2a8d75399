import type { CatalogForm } from '@signalbox/engine/adapters';
import { classifierRules } from './classifier-rules.ts';
import { externalModels } from './external-models.ts';
import { modalityDetector } from './modality-detector.ts';
import { semanticEncoder } from './semantic-encoder.ts';
import { systemModels } from './system-models.ts';
import { withoutEqual } from './without-equal.ts';

/** The reference's layout of `global.model_catalog`, beside `heads`. */
export const referenceForms: readonly CatalogForm[] = [
  semanticEncoder,
  systemModels,
  externalModels,
  classifierRules,
  modalityDetector,
  withoutEqual,
];

export { aRequest, type RequestBuilder } from './a-request.ts';
export type { BrokenConfig } from './broken-config.ts';
export { BROKEN_CONFIGS, VALID_CONFIG } from './broken-configs.ts';
export { engineFromConfig, engineFromYaml, testVocabulary } from './engine-from-yaml.ts';
export { readSignal } from './read-signal.ts';
export { bagOfWordsEncoder, fixedClassifier, literalTagger, testPorts } from './test-ports.ts';

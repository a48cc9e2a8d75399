export { aRequest, type RequestBuilder } from './a-request.ts';
export { engineFromYaml, testVocabulary } from './engine-from-yaml.ts';
export { readSignal } from './read-signal.ts';
export { bagOfWordsEncoder, fixedClassifier, testPorts } from './test-ports.ts';

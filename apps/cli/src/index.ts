export { createPorts } from './composition/create-ports.ts';
export { type LoadedFile, loadConfigFile } from './composition/load-config-file.ts';
export { vocabulary } from './composition/vocabulary.ts';
export type { Io } from './io.ts';
export { run } from './run.ts';

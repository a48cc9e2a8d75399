export { loadConfigFile, type LoadedFile } from './composition/load-config-file.ts';
export { createPorts } from './composition/create-ports.ts';
export { vocabulary } from './composition/vocabulary.ts';
export type { Io } from './io.ts';
export { run } from './run.ts';

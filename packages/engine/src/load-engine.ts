import { type CompileOptions, compileEngine } from './compile-engine.ts';
import type { Diagnostic } from './config/diagnostic.ts';
import { type LoadedConfig, type LoadOptions, loadConfig } from './config/load-config.ts';
import type { Engine } from './engine.ts';

export interface LoadEngineOptions extends LoadOptions {
  readonly ports: CompileOptions['ports'];
}

/** A config that runs, or every problem that keeps it from running. */
export type LoadEngineResult =
  | {
      readonly ok: true;
      readonly engine: Engine;
      readonly loaded: LoadedConfig;
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Config text to a running engine: parse → validate → check → link → prune → compile → freeze.
 *
 * @example
 * const result = await loadEngine(text, { vocabulary, ports, file: 'config.yaml' });
 * if (result.ok) await result.engine.route(facts);
 */
export async function loadEngine(text: string, options: LoadEngineOptions): Promise<LoadEngineResult> {
  const loaded = await loadConfig(text, options);
  if (!loaded.ok) return loaded;
  const { config, hash, locate } = loaded.value;
  const { kinds, algorithms } = options.vocabulary;
  const compiled = await compileEngine(config, { ports: options.ports, configHash: hash, kinds, algorithms });
  const placed = compiled.diagnostics.map((diagnostic) => ({
    ...diagnostic,
    file: options.file,
    ...locate(diagnostic.path),
  }));
  const diagnostics = [...loaded.diagnostics, ...placed];
  if (!compiled.ok) return { ok: false, diagnostics };
  return { ok: true, engine: compiled.engine, loaded: loaded.value, diagnostics };
}

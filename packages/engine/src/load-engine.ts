import { type OpenHead, openHeads } from './adapters/open-heads.ts';
import { type CompileOptions, compileEngine } from './compile-engine.ts';
import { type Diagnostic, hasErrors } from './config/diagnostic.ts';
import { type LoadedConfig, type LoadOptions, loadConfig } from './config/load-config.ts';
import type { Engine } from './engine.ts';
import type { SignalKind } from './signals/signal-kind.ts';

export interface LoadEngineOptions extends LoadOptions {
  readonly ports: CompileOptions['ports'];
  /** Opens the models that the config chooses for its heads; without it, choosing one is an error. */
  readonly openHead?: OpenHead | undefined;
}

/** A config that runs, or every problem that keeps it from running. */
export type LoadEngineResult =
  | {
      readonly ok: true;
      readonly engine: Engine;
      readonly loaded: LoadedConfig;
      /** The ports that it runs on: the given ones, and the config's choices in their place. */
      readonly ports: CompileOptions['ports'];
      /** The kinds that its config may use. */
      readonly kinds: readonly SignalKind[];
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Config text to a running engine: parse → validate → check → open the chosen models → link → prune → compile → freeze.
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
  const place = (diagnostic: Diagnostic) => ({ ...diagnostic, file: options.file, ...locate(diagnostic.path) });
  const { ports, diagnostics: opening } = await openHeads(config.heads, options.ports, options.openHead);
  const before = [...loaded.diagnostics, ...opening.map(place)];
  if (hasErrors(before)) return { ok: false, diagnostics: before };
  const compiled = await compileEngine(config, { ports, configHash: hash, kinds, algorithms });
  const diagnostics = [...before, ...compiled.diagnostics.map(place)];
  if (!compiled.ok) return { ok: false, diagnostics };
  return { ok: true, engine: compiled.engine, loaded: loaded.value, ports, kinds, diagnostics };
}

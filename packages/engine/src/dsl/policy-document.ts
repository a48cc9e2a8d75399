import type { Diagnostic } from '../config/diagnostic.ts';
import type { ConfigDocument, ParseOptions } from '../config/document.ts';
import { retype, substituteEnvironment } from '../config/environment.ts';
import { type BuildContext, buildConfig, type PolicyTest } from './build-config.ts';
import { parsePolicy } from './parse-policy.ts';
import { placeFinder, reportInto } from './tokens.ts';

export interface PolicyDocument extends ConfigDocument {
  /** What its TEST blocks ask for. */
  readonly tests: readonly PolicyTest[];
}

export interface PolicyOptions extends ParseOptions {
  readonly kinds: BuildContext['kinds'];
}

/**
 * A policy text to the same data as a YAML config's, with positions. All problems at once; blocks that can be read are
 * in the data in spite of others that cannot. Never throws for bad text.
 */
export function parsePolicyText(text: string, options: PolicyOptions): PolicyDocument {
  const diagnostics: Diagnostic[] = [];
  const report = reportInto(diagnostics, text, options.file);
  const placeOf = placeFinder(text);
  const file = parsePolicy(text, report);
  const places = new Map<string, { readonly value: number; readonly key: number }>();
  const broken: string[] = [];
  const silent: BuildContext = {
    kinds: options.kinds,
    text: (value) => value.text,
    place() {},
    broken() {},
    report() {},
  };
  const written = buildConfig(file, silent).data;
  const { data, tests } = buildConfig(file, {
    ...silent,
    place: (path, at, key = at) => void places.set(JSON.stringify(path), { value: at, key }),
    broken: (path) => void broken.push(JSON.stringify(path).slice(0, -1)),
    report,
    text(value) {
      const substitution = substituteEnvironment(value.text, options.environment);
      if (substitution === undefined) return value.text;
      for (const name of substitution.missing) {
        const message = `environment variable ${name} is not set`;
        const hint = `set ${name}, or give a default: \${${name}:-value}`;
        const place = { file: options.file, ...placeOf(value.at) };
        diagnostics.push({
          severity: options.missingEnvironment,
          code: 'config.environment_unset',
          message,
          hint,
          path: [],
          ...place,
        });
      }
      return value.type === 'reference' ? retype(substitution.text) : substitution.text;
    },
  });
  return {
    data,
    written,
    diagnostics,
    tests,
    isBroken: (path) => broken.some((each) => startsWith(JSON.stringify(path), each)),
    locate(path, target = 'value') {
      for (let length = path.length; length > 0; length--) {
        const place = places.get(JSON.stringify(path.slice(0, length)));
        if (place !== undefined) return placeOf(length === path.length && target === 'key' ? place.key : place.value);
      }
      return data === undefined ? undefined : { line: 1, column: 1 };
    },
  };
}

/** Whether a path, as JSON, leads to or below another without its closing bracket. */
function startsWith(path: string, above: string): boolean {
  return path.startsWith(above) && (path[above.length] === ',' || path[above.length] === ']');
}

/** Whether a text is a policy rather than YAML: by its file's name, or because it begins with a block. */
export function isPolicyText(text: string, file?: string): boolean {
  if (file?.endsWith('.dsl') === true) return true;
  return /^(?:[^\S\n]*(?:#[^\n]*)?\n)*[^\S\n]*[A-Z][A-Z_]*(?:[ \t]+[A-Za-z_"{]|\{)/.test(text);
}

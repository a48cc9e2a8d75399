/** `$${` (a literal `${`), `${NAME}`, `${NAME:-default}` (unset or empty), `${NAME-default}` (unset). */
const REFERENCE = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?-)([^}]*))?\}/g;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Substitution {
  readonly text: string;
  /** Names that are not set and have no default. */
  readonly missing: readonly string[];
}

/** Replaces environment references in one scalar; undefined when it holds none. */
export function substituteEnvironment(text: string, environment: Environment): Substitution | undefined {
  if (!text.includes('${')) return undefined;
  const missing: string[] = [];
  const replaced = text.replace(
    REFERENCE,
    (whole, name: string | undefined, operator: string | undefined, fallback) => {
      if (name === undefined) return '${';
      const value = environment[name];
      if (value !== undefined && !(value === '' && operator === ':-')) return value;
      if (operator !== undefined) return fallback as string;
      missing.push(name);
      return whole;
    },
  );
  return { text: replaced, missing };
}

/** Names of the environment that a value refers to, each once, in their order; in lists and objects too. */
export function environmentNames(value: unknown): readonly string[] {
  const names = new Set<string>();
  const read = (part: unknown): void => {
    if (typeof part === 'string') {
      for (const [, name] of part.matchAll(REFERENCE)) if (name !== undefined) names.add(name);
    } else if (typeof part === 'object' && part !== null) Object.values(part).forEach(read);
  };
  read(value);
  return [...names];
}

/** A plain (unquoted) scalar made of references takes the type that its text would have had. */
export function retype(text: string): string | number | boolean {
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && String(Number(text)) === text) return Number(text);
  return text;
}

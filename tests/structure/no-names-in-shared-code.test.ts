import { algorithms, signalKinds } from '@signalbox/engine';
import { pluginKinds, providers } from '@signalbox/gateway';
import { expect, test } from 'vitest';
import { type SyntaxNode, sourceFiles, syntaxTree, walk } from './source-files.ts';

/** Members by the folder whose code may name them; shared code asks the definitions instead. */
const FAMILIES = [
  { home: 'packages/engine/src/signals/', names: signalKinds.flatMap((kind) => [kind.kind, kind.configKey]) },
  { home: 'packages/engine/src/selection/', names: algorithms.map((algorithm) => algorithm.type) },
  { home: 'packages/gateway/src/plugins/', names: pluginKinds.map((plugin) => plugin.type) },
  { home: 'packages/gateway/src/providers/', names: providers.map((provider) => provider.type) },
];

/**
 * Places where a word that is also a member's name means something else, or is a config's text rather than code.
 * Heads of models are named in the models package and in tests' builders.
 */
const ALLOWED = [
  // Written from the definitions themselves.
  /\.generated\.ts$/,
  /^packages\/models\//,
  /^packages\/engine\/src\/testing\//,
  /^packages\/gateway\/src\/(testing|simulator)\//,
  // Values of the x-vsr-response-path header, one of which is also a plugin's name.
  /^packages\/gateway\/src\/exchange\/exchange-view\.ts$/,
];

/** Fields of vendors' formats may be called like a kind of signal: `metadata`. No signal is meant there. */
const TRANSLATORS = /^packages\/gateway\/src\/(providers|protocols)\//;
const SIGNALS = 'packages/engine/src/signals/';
/** Words for a port as well, which shared code does ask for. */
const PORT_WORDS = ['classifier', 'classifiers'];

/** A string that code branches on or keys by: comparisons, cases, object keys, members of unions. */
function isBranch(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  switch (parent?.type) {
    case 'BinaryExpression':
      return ['===', '!==', '==', '!='].includes(String(parent.operator));
    case 'SwitchCase':
      return parent.test === node;
    case 'Property':
      return parent.key === node;
    case 'TSLiteralType':
      return true;
    case 'MemberExpression':
      return parent.computed === true && parent.property === node;
    default:
      return false;
  }
}

test('no file outside a family’s folder branches on the name of one of its members', () => {
  const wrong: string[] = [];
  for (const file of sourceFiles()) {
    if (ALLOWED.some((pattern) => pattern.test(file.path))) continue;
    const foreign = new Set(
      FAMILIES.filter(({ home }) => !file.path.startsWith(home))
        .filter(({ home }) => home !== SIGNALS || !TRANSLATORS.test(file.path))
        .flatMap(({ names }) => names)
        .filter((name) => !PORT_WORDS.includes(name)),
    );
    walk(syntaxTree(file), (node, parent) => {
      if (
        node.type === 'Literal' &&
        typeof node.value === 'string' &&
        foreign.has(node.value) &&
        isBranch(node, parent)
      ) {
        wrong.push(`${file.path}: "${node.value}"`);
      }
    });
  }
  expect(wrong).toEqual([]);
});

test.each(pluginKinds.map((kind) => [kind.type, kind] as const))(
  'the plugin %s has a summary and examples that parse to themselves',
  (_name, kind) => {
    expect(kind.summary).toMatch(/\.$/);
    expect(kind.examples.length).toBeGreaterThan(0);
    for (const example of kind.examples) expect(kind.schema.parse(example)).toEqual(example);
  },
);

test.each(signalKinds.map((kind) => [kind.kind, kind] as const))(
  'the kind %s has a summary, described fields and examples that parse',
  (_name, kind) => {
    expect(kind.summary).toMatch(/\.$/);
    expect(kind.examples.length).toBeGreaterThan(0);
    for (const example of kind.examples) expect(kind.schema.safeParse(example).error).toBeUndefined();
  },
);

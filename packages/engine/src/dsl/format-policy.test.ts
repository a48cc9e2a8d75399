import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VALID_POLICY } from '../testing/broken-policies.ts';
import { formatPolicy } from './convert-config.ts';
import { parsePolicyText } from './policy-document.ts';
import { tokenize } from './tokens.ts';

function format(text: string): string {
  const result = formatPolicy(text);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.text;
}

const UNTIDY = `
# A header.

# About the model.
MODEL   large{tags:["a","b"] ,safety_tier : 2}   # trailing
SIGNAL keyword x { # first
  operator = "OR"
  keywords: [
    "a", # one
    # two
    "b"
    # rest of the list
  ]
  # rest of the block
}


ROUTE r {
  PRIORITY 1
  WHEN (keyword("x") # why x
    OR # between
    # before en
    language("en")) AND NOT (language("zh"))
  # models
  MODEL "a", # cheap
    # strong
    "b" (reasoning = true)
}
# the end
`;

const TIDY = `# A header.

# About the model.
MODEL large { tags: ["a", "b"], safety_tier: 2 } # trailing

SIGNAL keyword x {
  # first
  operator: "OR"
  keywords: [
    "a", # one
    # two
    "b",
    # rest of the list
  ]
  # rest of the block
}

ROUTE r {
  PRIORITY 1
  WHEN
    (
      keyword("x") # why x
      # between
      # before en
      OR language("en")
    )
    AND NOT language("zh")
  # models
  MODEL
    "a", # cheap
    # strong
    "b" (reasoning = true)
}
# the end
`;

describe('the formatter', () => {
  test('lays a policy out, and keeps every comment', () => {
    expect(format(UNTIDY)).toBe(TIDY);
  });

  test('leaves a formatted policy as it is', () => {
    expect(format(TIDY)).toBe(TIDY);
  });

  test('gives no text for a policy that cannot be read', () => {
    expect(formatPolicy('ROUTE x {')).toMatchObject({ ok: false, diagnostics: [{ code: 'dsl.unclosed_block' }] });
  });

  test('changes nothing but the layout, wherever comments and line breaks stand', () => {
    const read = (text: string) =>
      parsePolicyText(text, { kinds: [], environment: {}, missingEnvironment: 'warning' }).written;
    const tokens = tokenize(VALID_POLICY, () => {}).slice(0, -1);
    // A name stays on the line of its keyword; everything else may stand on a line of its own.
    const open = tokens.flatMap((token, index) =>
      token.type === 'punctuation' && '{[(,'.includes(token.text) ? [index] : [],
    );
    const places = fc.uniqueArray(
      fc.tuple(fc.constantFrom(...open), fc.constantFrom(' # c', '\n# c', '\n\n# c\n', '\n\n')),
      {
        selector: ([index]) => index,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(places, (chosen) => {
        let text = VALID_POLICY;
        let count = 0;
        for (const [index, insertion] of chosen.toSorted(([a], [b]) => b - a)) {
          const { end } = tokens[index]!;
          const numbered = insertion.replace('# c', () => `# c${count++}.`);
          text = `${text.slice(0, end)}${numbered}\n${text.slice(end)}`;
        }
        const formatted = format(text);
        expect(format(formatted)).toBe(formatted);
        expect(read(formatted)).toEqual(read(text));
        for (let number = 0; number < count; number++) expect(formatted.split(`# c${number}.`)).toHaveLength(2);
      }),
      { numRuns: 200 },
    );
  });
});

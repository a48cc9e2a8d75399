import { describe, expect, test } from 'vitest';
import { redactConfigText, restoreSecrets } from './redact-text.ts';

const TEXT = `# the models
providers:
  models:
    - name: a # cheap
      backend_refs: [{ base_url: "https://me:pw@host/v1", api_key: sk-1 }]
    - name: b
      backend_refs:
        - { endpoint: h:1, api_key: 'sk-2', api_key_env: KEY }
        - { endpoint: h:2, api_key: "\${KEY}" }
`;

describe('config text that may be shown', () => {
  test('has its secrets cut out and is otherwise as written', () => {
    const shown = redactConfigText(TEXT);
    expect(shown).not.toMatch(/sk-1|sk-2|pw/);
    expect(shown).toContain('# cheap');
    expect(shown).toContain('api_key: "***" }');
    expect(shown).toContain('"https://***@host/v1"');
    expect(shown).toContain(`"\${KEY}"`);
    expect(shown.split('\n').length).toBe(TEXT.split('\n').length);
  });

  test('gets its secrets back when it is sent back', () => {
    const edited = redactConfigText(TEXT).replace('name: b', 'name: c');
    const { text, missing } = restoreSecrets(edited, TEXT);
    expect(missing).toEqual([]);
    expect(text).toContain('"sk-1"');
    expect(text).toContain('"https://me:pw@host/v1"');
    expect(text).toContain('name: c');
  });

  test('names places where there is no secret to put back', () => {
    const moved = `providers: { models: [{ name: a, backend_refs: [{ endpoint: x, api_key: '***' }, { api_key: '***' }] }] }`;
    expect(restoreSecrets(moved, TEXT).missing).toEqual([['providers', 'models', 0, 'backend_refs', 1, 'api_key']]);
  });
});

const POLICY = `# the models
PROVIDERS {
  models: [
    { name: "a", backend_refs: [{ base_url: "https://me:pw@host/v1", api_key: "sk-1" }] } # cheap
    { name: "b", backend_refs: [{ endpoint: "h:1", api_key: 'sk-2' }, { api_key: "\${KEY}" }] }
  ]
}
ROUTE r { MODEL "a" (api_key = "sk-3")
`;

describe('a policy text that may be shown', () => {
  test('has its secrets cut out, those of blocks that cannot be read as well', () => {
    const shown = redactConfigText(POLICY);
    expect(shown).not.toMatch(/sk-1|sk-2|sk-3|pw/);
    expect(shown).toContain('# cheap');
    expect(shown).toContain('api_key: "***" }');
    expect(shown).toContain('"https://***@host/v1"');
    expect(shown).toContain(`"\${KEY}"`);
  });

  test('gets its secrets back when it is sent back', () => {
    const edited = redactConfigText(POLICY).replace('name: "b"', 'name: "c"');
    const { text, missing } = restoreSecrets(edited, POLICY);
    expect(missing).toEqual([]);
    for (const secret of ['"sk-1"', '"sk-2"', '"sk-3"', '"https://me:pw@host/v1"']) expect(text).toContain(secret);
  });

  test('names places where there is no secret to put back', () => {
    expect(restoreSecrets('PROVIDERS { token: "***" }', POLICY).missing).toHaveLength(1);
  });
});

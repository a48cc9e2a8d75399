// A config in code: names are checked by the compiler (also here: an editor checks .mjs with `// @ts-check`), and a signal
// may be a function. `npx signalbox serve --config signalbox.config.mjs` serves it.
import { defineRouter } from 'signalbox';

const models = process.env.MODELS_URL ?? 'http://127.0.0.1:8000/v1';

export default defineRouter({
  providers: {
    defaults: { default_model: 'small' },
    models: [
      { name: 'small', backend_refs: [{ base_url: models }] },
      { name: 'large', backend_refs: [{ base_url: models }] },
    ],
  },
  functions: {
    // Sure at once, so it may run for every request.
    has_table: { cost: 'free', evaluate: ({ messages }) => /^\|.+\|$/m.test(messages.at(-1)?.text ?? '') },
    // Waits for something: asked only while it can change the route, for 50 ms at most; then it is unknown.
    known_customer: async ({ metadata }, { signal }) => lookUp(metadata.customer, signal),
  },
  routing: {
    signals: { domains: [{ name: 'math' }] },
    decisions: [
      {
        name: 'tables_and_sums',
        priority: 20,
        rules: {
          operator: 'OR',
          conditions: [
            { type: 'function', name: 'has_table' },
            { type: 'domain', name: 'math' },
          ],
        },
        modelRefs: [{ model: 'large', use_reasoning: true }],
      },
      {
        name: 'customers',
        priority: 10,
        rules: { type: 'function', name: 'known_customer' },
        modelRefs: [{ model: 'large' }],
      },
    ],
  },
});

/** Stands for a table of one's own. */
async function lookUp(customer, signal) {
  signal.throwIfAborted();
  return customer === 'ada';
}

import { parse, stringify } from 'yaml';

/** Words that no prompt of the mixes has, so that searching for them is all they cost. @param {number} index */
const wordOf = (index) => `zq${index.toString(36)}vk`;

const KEYWORDS_PER_RULE = 10;

/**
 * A config text with more keywords and decisions. Every added decision reads five added rules and matches nothing.
 *
 * @param {string} text
 * @param {{ keywords: number, decisions: number }} added
 */
export function growConfig(text, { keywords, decisions }) {
  const config = parse(text);
  const { signals, decisions: own } = config.routing;
  const rules = Math.max(5, Math.ceil(keywords / KEYWORDS_PER_RULE));
  signals.keywords ??= [];
  for (let rule = 0; rule < rules; rule++) {
    const count = Math.max(1, Math.min(KEYWORDS_PER_RULE, keywords - rule * KEYWORDS_PER_RULE));
    signals.keywords.push({
      name: `grown_${rule}`,
      operator: 'OR',
      keywords: Array.from({ length: count }, (_, word) => wordOf(rule * KEYWORDS_PER_RULE + word)),
    });
  }
  // All rules are read by somebody, or they would not be compiled.
  const readers = Math.max(decisions, Math.ceil(rules / 5));
  for (let decision = 0; decision < readers; decision++) {
    own.push({
      name: `grown_${decision}`,
      priority: 1,
      rules: {
        operator: decision % 2 === 0 ? 'OR' : 'AND',
        conditions: Array.from({ length: 5 }, (_, leaf) => ({
          type: 'keyword',
          name: `grown_${(decision * 5 + leaf) % rules}`,
        })),
      },
      modelRefs: [{ model: config.providers.defaults.default_model }],
    });
  }
  return stringify(config);
}

/** A config with one model and nothing else, to grow from. */
export const EMPTY_CONFIG = `version: v0.3
providers:
  defaults: { default_model: m }
  models: [{ name: m }]
routing: { signals: {}, decisions: [] }
`;

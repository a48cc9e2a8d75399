const tool = (name: string, description: string, properties: Readonly<Record<string, object>>) => ({
  type: 'function',
  function: { name, description, parameters: { type: 'object', properties, required: Object.keys(properties) } },
});

/** Tools to try calls with. */
export const TOOL_PRESETS: readonly { readonly name: string; readonly tools: readonly object[] }[] = [
  {
    name: 'Weather',
    tools: [
      tool('get_weather', 'The weather at a place now.', {
        place: { type: 'string', description: 'City and country' },
      }),
    ],
  },
  {
    name: 'Calculator',
    tools: [tool('calculate', 'The value of an arithmetic expression.', { expression: { type: 'string' } })],
  },
  {
    name: 'Search',
    tools: [
      tool('search', 'Pages that fit a query.', {
        query: { type: 'string' },
        limit: { type: 'integer', minimum: 1, maximum: 10 },
      }),
    ],
  },
];

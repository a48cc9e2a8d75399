import { backends } from './backends.ts';
import { features } from './features.ts';

/** What became of one cell. */
export interface Cell {
  readonly protocol: string;
  readonly backend: string;
  readonly feature: string;
  /** Undefined where the client got what it asked for. */
  readonly failure: string | undefined;
  /** Fields that the client was told are left out. */
  readonly leftOut: readonly string[];
}

/** The page with a table for each protocol, out of all cells. Deterministic. */
export function renderMatrix(protocols: readonly string[], cells: readonly Cell[]): string {
  const notes: string[] = [];
  const noteOf = (text: string): number => {
    if (!notes.includes(text)) notes.push(text);
    return notes.indexOf(text) + 1;
  };
  const tables = protocols.map((protocol) => {
    const rows = backends.map((backend) => {
      const marks = features.map((feature) => {
        const cell = cells.find(
          (each) => each.protocol === protocol && each.backend === backend.name && each.feature === feature.name,
        );
        if (cell === undefined) return '';
        if (cell.failure !== undefined) return `no [${noteOf(cell.failure)}]`;
        const fields = [...new Set(cell.leftOut)].sort();
        return fields.length === 0 ? 'yes' : `yes [${noteOf(`left out, and said: \`${fields.join('`, `')}\``)}]`;
      });
      return `| ${backend.name} | ${marks.join(' | ')} |`;
    });
    const head = `| provider | ${features.map(({ name }) => name).join(' | ')} |`;
    const line = `|---|${features.map(() => '---').join('|')}|`;
    return `## Clients of \`${protocol}\`\n\n${[head, line, ...rows].join('\n')}\n`;
  });
  const good = cells.filter(({ failure }) => failure === undefined).length;
  return `# Protocols and providers

Every client protocol with every shape of provider. \`npm run matrix\` runs the cells and writes this page: a router over
HTTP, between a client that keeps its history as its libraries do and simulators that speak each vendor's wire format and
refuse what the vendor is known to refuse, by its pages and its users' reports. The vendors' own services were not called.
Vendors that share a shape (see [reference/providers.md](reference/providers.md)) stand behind the same code as the ones here.

${features.map(({ name, summary }) => `- **${name}**: ${summary}.`).join('\n')}

${good} of ${cells.length} cells are good. What a provider has no word for is named in \`x-vsr-protocol-warnings\`; the
notes tell which fields that were.

${tables.join('\n')}
${notes.map((note, index) => `[${index + 1}] ${note}`).join('\n\n')}${notes.length === 0 ? '' : '\n\n'}A conversation that changes its model keeps its history: \`tests/matrix/history.test.ts\` moves one, with thinking,
signatures and ids of tool calls, between every pair of providers in the middle of a tool loop and back.
`;
}

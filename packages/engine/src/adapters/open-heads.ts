import type { Diagnostic } from '../config/diagnostic.ts';
import type { HeadChoice } from '../config/router-config.ts';
import type { Ports } from '../ports/index.ts';
import type { OpenedHead, OpenedPort } from './adapter.ts';

/** Opens what a config chose for a head. */
export type OpenHead = (choice: HeadChoice) => Promise<OpenedHead>;

/** The ports with the config's choices in place of what was there, and what is wrong with the choices. */
export async function openHeads(
  choices: readonly HeadChoice[],
  ports: Ports,
  open: OpenHead | undefined,
): Promise<{ readonly ports: Ports; readonly diagnostics: readonly Diagnostic[] }> {
  const opened = await Promise.all(choices.map(async (choice) => ({ choice, head: await open?.(choice) })));
  let filled = ports;
  const diagnostics: Diagnostic[] = [];
  for (const { choice, head } of opened) {
    if (head === undefined) {
      diagnostics.push({
        severity: 'error',
        code: 'adapter.not_available',
        message: `nothing here can open the adapter "${choice.adapter}"`,
        hint: 'take it out, or run this config with the router',
        path: choice.path,
      });
      continue;
    }
    for (const { path, ...problem } of head.problems) {
      diagnostics.push({ ...problem, path: choice.isTranslated ? choice.path : [...choice.path, ...path] });
    }
    if (head.port !== undefined) filled = withPort(filled, choice.head, head.port);
  }
  return { ports: filled, diagnostics };
}

function withPort(ports: Ports, head: string, port: OpenedPort): Ports {
  if ('encoder' in port) return { ...ports, encoder: port.encoder };
  if ('classifier' in port) return { ...ports, classifiers: { ...ports.classifiers, [head]: port.classifier } };
  if ('tagger' in port) return { ...ports, taggers: { ...ports.taggers, [head]: port.tagger } };
  return { ...ports, pairs: { ...ports.pairs, [head]: port.pair } };
}

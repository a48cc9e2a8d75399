import { once } from 'node:events';

/** What a process says first on standard output; rejects where it ends before. */
export async function firstLine(child) {
  const [said] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  if (said instanceof Buffer) return String(said);
  throw new Error(`the router ended with ${said} before it listened`);
}

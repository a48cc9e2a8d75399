import { createHash } from 'node:crypto';

/** A signature that only this maker can make over a text, in base64. */
export function signText(maker: string, text: string): string {
  return createHash('sha256').update(`simulated ${maker}\n${text}`).digest('base64');
}

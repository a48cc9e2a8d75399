import { anthropic } from './anthropic/anthropic.ts';
import { openai } from './openai/openai.ts';
import type { Provider } from './provider.ts';

/** All providers; the first is the default of a backend that names none. */
export const providers: readonly Provider[] = [openai, anthropic];

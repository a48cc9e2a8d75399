import { context } from './context/context.ts';
import { domain } from './domain/domain.ts';
import { embedding } from './embedding/embedding.ts';
import { factCheck } from './fact-check/fact-check.ts';
import { keyword } from './keyword/keyword.ts';
import { language } from './language/language.ts';
import type { SignalKind } from './signal-kind.ts';
import { structure } from './structure/structure.ts';

/** Every signal kind, one line each. Shared code asks the definitions; it never names a kind. */
export const signalKinds: readonly SignalKind[] = [keyword, language, context, structure, domain, embedding, factCheck];

import { complexity } from './complexity/complexity.ts';
import { context } from './context/context.ts';
import { domain } from './domain/domain.ts';
import { embedding } from './embedding/embedding.ts';
import { factCheck } from './fact-check/fact-check.ts';
import { keyword } from './keyword/keyword.ts';
import { language } from './language/language.ts';
import { preference } from './preference/preference.ts';
import { reask } from './reask/reask.ts';
import type { SignalKind } from './signal-kind.ts';
import { structure } from './structure/structure.ts';
import { userFeedback } from './user-feedback/user-feedback.ts';

/** Every signal kind, one line each. Shared code asks the definitions; it never names a kind. */
export const signalKinds: readonly SignalKind[] = [
  keyword,
  language,
  context,
  structure,
  domain,
  embedding,
  factCheck,
  userFeedback,
  reask,
  preference,
  complexity,
];

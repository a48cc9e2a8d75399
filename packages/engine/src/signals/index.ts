import { authz } from './authz/authz.ts';
import { classifier } from './classifier/classifier.ts';
import { complexity } from './complexity/complexity.ts';
import { context } from './context/context.ts';
import { conversation } from './conversation/conversation.ts';
import { domain } from './domain/domain.ts';
import { embedding } from './embedding/embedding.ts';
import { event } from './event/event.ts';
import { factCheck } from './fact-check/fact-check.ts';
import { jailbreak } from './jailbreak/jailbreak.ts';
import { kb } from './kb/kb.ts';
import { keyword } from './keyword/keyword.ts';
import { language } from './language/language.ts';
import { latency } from './latency/latency.ts';
import { metadata } from './metadata/metadata.ts';
import { modality } from './modality/modality.ts';
import { pii } from './pii/pii.ts';
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
  event,
  conversation,
  authz,
  metadata,
  latency,
  domain,
  embedding,
  factCheck,
  userFeedback,
  reask,
  preference,
  complexity,
  modality,
  kb,
  classifier,
  jailbreak,
  pii,
];

import { BIOLOGY } from './biology.ts';
import { BUSINESS } from './business.ts';
import { CHEMISTRY } from './chemistry.ts';
import { COMPUTER_SCIENCE } from './computer-science.ts';
import { ECONOMICS } from './economics.ts';
import { ENGINEERING } from './engineering.ts';
import { HEALTH } from './health.ts';
import { HISTORY } from './history.ts';
import { LAW } from './law.ts';
import { MATH } from './math.ts';
import { OTHER } from './other.ts';
import type { Term } from './parse-terms.ts';
import { PHILOSOPHY } from './philosophy.ts';
import { PHYSICS } from './physics.ts';
import { PSYCHOLOGY } from './psychology.ts';

/** Terms in English and Chinese for each of the 14 domains. */
export const TERMS_BY_DOMAIN: Readonly<Record<string, readonly Term[]>> = {
  biology: BIOLOGY,
  business: BUSINESS,
  chemistry: CHEMISTRY,
  'computer science': COMPUTER_SCIENCE,
  economics: ECONOMICS,
  engineering: ENGINEERING,
  health: HEALTH,
  history: HISTORY,
  law: LAW,
  math: MATH,
  other: OTHER,
  philosophy: PHILOSOPHY,
  physics: PHYSICS,
  psychology: PSYCHOLOGY,
};

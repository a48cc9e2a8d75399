import type { HeadDefinition } from '@signalbox/engine/adapters';

/** Every head that a config may give to a model of the operator's; the embedded models answer for the others. */
export const heads: readonly HeadDefinition[] = [
  { name: 'encoder', port: 'encoder', summary: 'Vectors of sentences, for all rules that compare meanings.' },
  { name: 'domain', port: 'classifier', summary: 'The subject of a text; domain rules name its labels.' },
  {
    name: 'jailbreak',
    port: 'classifier',
    summary: 'Whether a text tries to talk a model out of its instructions; all but benign counts as risk.',
    labels: ['benign', 'jailbreak'],
    spellings: { safe: 'benign' },
  },
  {
    name: 'fact_check',
    port: 'classifier',
    summary: 'Whether an answer would have to be checked against facts.',
    labels: ['needs_fact_check', 'no_fact_check_needed'],
    spellings: { FACT_CHECK_NEEDED: 'needs_fact_check' },
  },
  {
    name: 'user_feedback',
    port: 'classifier',
    summary: 'What a follow-up says about the answer before it.',
    labels: ['satisfied', 'need_clarification', 'wrong_answer', 'want_different'],
    spellings: { SAT: 'satisfied' },
  },
  {
    name: 'difficulty',
    port: 'classifier',
    summary: 'How hard a request is to answer.',
    labels: ['easy', 'medium', 'hard'],
  },
  {
    name: 'modality',
    port: 'classifier',
    summary: 'What a request wants back: text, an image, or both.',
    labels: ['ar', 'diffusion', 'both'],
  },
  {
    name: 'preference',
    port: 'classifier',
    summary: 'Which way of working a request asks for; its labels are the names of the preference rules.',
  },
  { name: 'language', port: 'classifier', summary: 'The language of a text, as ISO 639 codes.' },
  { name: 'pii', port: 'tagger', summary: 'Personal data in a text, under the names of pii_types_allowed.' },
  {
    name: 'entailment',
    port: 'pair',
    summary: 'Whether one text entails another, contradicts it, or neither.',
    labels: ['entail', 'neutral', 'contradict'],
  },
];

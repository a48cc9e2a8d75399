import { s } from '../../config/schema.ts';
import { readsJoined } from '../turn-evidence.ts';

export const keywordSchema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  operator: s.enum(['OR', 'AND', 'NOR']).describe('OR: any keyword; AND: all of them; NOR: none.'),
  keywords: s.array(s.string().min(1)).min(1).describe('Words and phrases, or patterns when method is regex.'),
  method: s
    .enum(['literal', 'regex', 'fuzzy', 'bm25', 'ngram'])
    .default('literal')
    .describe(
      'literal: whole words, anywhere in scripts without spaces; regex: RE2 patterns, linear in time; fuzzy: words with a few wrong letters; ngram: words that share most of their n-grams; bm25: texts that share telling words with the keyword, in any order. fuzzy and ngram go word by word through a phrase, and take keywords with symbols or in scripts without spaces literally.',
    ),
  case_sensitive: s.boolean().default(false).describe('Whether case must agree (bm25 never asks).'),
  fuzzy_match: s.boolean().optional().describe('true: the same as method: fuzzy.'),
  fuzzy_threshold: s
    .int()
    .min(0)
    .optional()
    .describe('Of fuzzy: most edits of a word; left out, 0 up to 2 letters, 1 up to 5, 2 above.'),
  bm25_threshold: s.number().positive().optional().describe('Of bm25: least score of a keyword; default 0.1.'),
  ngram_threshold: s
    .number()
    .positive()
    .max(1)
    .optional()
    .describe('Of ngram: least share of the n-grams that are in both words; default 0.4.'),
  ngram_arity: s.int().min(2).max(8).optional().describe('Of ngram: letters in an n-gram; default 3.'),
  reads: readsJoined('current_turn'),
});

export type KeywordRule = ReturnType<typeof keywordSchema.parse>;

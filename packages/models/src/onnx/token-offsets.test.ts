import { expect, test } from 'vitest';
import { alignTokens, surfaceReader } from './token-offsets.ts';

function words(text: string, tokenizer: Parameters<typeof surfaceReader>[0], tokens: readonly string[]): string[] {
  return alignTokens(text, surfaceReader(tokenizer)(tokens)).map(({ start, end }) => text.slice(start, end));
}

/** Bytes of a text as byte-level tokenisers write them: printable ones as themselves, a space as Ġ. */
const WORD_PIECE = { model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##' } };
const BYTE_LEVEL = {
  model: { type: 'BPE' },
  pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'ByteLevel' }] },
};
const METASPACE = { model: { type: 'BPE', unk_token: '<unk>' } };

test('word pieces stand where their letters are, case and accents aside', () => {
  const tokens = ['jose', 'lives', 'in', 'sao', 'pa', '##ulo', '.'];
  expect(words('José  lives in\nSÃO Paulo.', WORD_PIECE, tokens)).toEqual([
    'José',
    'lives',
    'in',
    'SÃO',
    'Pa',
    'ulo',
    '.',
  ]);
});

test('an unknown token is the word between its neighbours', () => {
  expect(words('call 🙂 now 語', WORD_PIECE, ['call', '[UNK]', 'now', '[UNK]'])).toEqual(['call', '🙂', 'now', '語']);
});

test('an unknown word that begins like the next token keeps its own place', () => {
  expect(words('the theß the', WORD_PIECE, ['the', '[UNK]', 'the'])).toEqual(['the', 'theß', 'the']);
});

test('byte-level tokens are read as bytes, a character cut in two belonging to the first', () => {
  // é is C3 A9: Ã and ©.
  expect(words('Café now', BYTE_LEVEL, ['Caf', 'Ã', '©', 'Ġnow'])).toEqual(['Caf', 'é', '', 'now']);
  expect(words('a\nb', BYTE_LEVEL, ['a', 'Ċ', 'b'])).toEqual(['a', '', 'b']);
});

test('word marks and byte tokens of sentence pieces', () => {
  expect(words('Über uns', METASPACE, ['▁Über', '▁', 'uns'])).toEqual(['Über', '', 'uns']);
  expect(words('x 😀 y', METASPACE, ['▁x', '▁', '<0xF0>', '<0x9F>', '<0x98>', '<0x80>', '▁y'])).toEqual([
    'x', '', '😀', '', '', '', 'y',
  ]); // biome-ignore format: one token each
});

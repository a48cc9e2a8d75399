import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readHeadFile, writeHeadFile } from './head-file.ts';
import { createLinearClassifier } from './linear-classifier.ts';
import { PackError } from './pack-error.ts';
import { sha256Hex } from './sha256.ts';

const BAG = {
  shortestGram: 3,
  longestGram: 5,
  gramWeight: 0.3,
  wordPairWeight: 1,
  ideographWeight: 1,
  ideographPairWeight: 1,
  markWeight: 1,
  frameWeight: 1,
  wordLimit: 100,
  formLimit: 100,
};

function aHead(head = 'domain'): Uint8Array {
  const header = { head, made: '2026-01-01', labels: ['a', 'b'], bag: BAG, settings: { temperature: 1.5 } };
  return writeHeadFile(header, { bias: new Uint8Array([1, 2, 3]), values: new Uint8Array([4]) }, sha256Hex);
}

function problemWith(bytes: Uint8Array, name = 'domain'): PackError {
  try {
    readHeadFile(name, bytes, sha256Hex);
  } catch (error) {
    if (PackError.is(error)) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

describe('a head file', () => {
  test('comes back as it was written', () => {
    const file = readHeadFile('domain', aHead(), sha256Hex);
    expect(file.header).toMatchObject({ head: 'domain', labels: ['a', 'b'], settings: { temperature: 1.5 } });
    expect([...file.section('bias'), ...file.section('values')]).toEqual([1, 2, 3, 4]);
  });

  test('may lie at any offset of a larger buffer', () => {
    const bytes = aHead();
    const buffer = new Uint8Array(bytes.length + 3);
    buffer.set(bytes, 3);
    expect([...readHeadFile('domain', buffer.subarray(3), sha256Hex).section('bias')]).toEqual([1, 2, 3]);
  });

  test('is refused with the remedy when any byte was changed', () => {
    const whole = aHead();
    for (const place of [9, 41, 60, whole.length - 1]) {
      const bytes = whole.slice();
      bytes[place] = bytes[place]! ^ 1;
      const problem = problemWith(bytes);
      expect(problem.code).toBe('pack.wrong_hash');
      expect(problem.message).toMatch(/weights "domain".*SHA-256[\s\S]*hint: restore the weights folder/);
    }
  });

  test('is refused when cut, when no head file, and when it is another head', () => {
    expect(problemWith(aHead().subarray(0, 20)).code).toBe('pack.too_short');
    expect(problemWith(aHead().subarray(0, 200)).code).toBe('pack.wrong_hash');
    expect(problemWith(new Uint8Array(100)).code).toBe('pack.not_a_head');
    expect(problemWith(aHead('language')).code).toBe('pack.wrong_head');
  });

  test('names the section that it lacks', () => {
    const file = readHeadFile('domain', aHead(), sha256Hex);
    expect(() => file.section('scales')).toThrow('no section "scales"');
  });

  test('is refused when its sections were made for other labels', () => {
    const file = readHeadFile('domain', aHead(), sha256Hex);
    expect(() => file.section('bias', 2 * 4)).toThrow(
      /weights "domain": section "bias" has 3 bytes, expected 8 for 2 labels[\s\S]*hint: restore/,
    );
    expect(() => createLinearClassifier(file)).toThrow(PackError);
  });

  test('is refused when it is of another version, with the remedy', () => {
    const bytes = aHead();
    bytes[7] = '2'.charCodeAt(0);
    const problem = problemWith(bytes);
    expect(problem.code).toBe('pack.other_version');
    expect(problem.message).toMatch(
      /got a head file of layout 2, expected layout 1\n {2}hint: take .* from one release/,
    );
  });
});

test.each([0, 1, 55, 56, 63, 64, 65, 1000])('the SHA-256 of %i bytes is the standard one', (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 31) & 255);
  expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
});

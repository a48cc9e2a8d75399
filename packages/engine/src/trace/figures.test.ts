import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FigureReader, FigureWriter } from './figures.ts';

const figure = fc.oneof(
  fc.record({ as: fc.constant('code' as const), value: fc.nat({ max: 2 ** 32 - 1 }) }),
  fc.record({ as: fc.constant('number' as const), value: fc.double() }),
);

test('figures are read as they were written, from bytes anywhere in a buffer, whatever was written before', () => {
  const writer = new FigureWriter();
  fc.assert(
    fc.property(fc.array(figure, { maxLength: 2_000 }), (figures) => {
      writer.begin();
      for (const { as, value } of figures) writer[as](value);
      const moved = Buffer.concat([Buffer.from('xyz'), writer.written()]).subarray(3);
      const reader = new FigureReader(moved);
      expect(figures.map(({ as }) => reader[as]())).toEqual(figures.map(({ value }) => value));
    }),
  );
});

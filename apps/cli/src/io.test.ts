import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { endWithReader } from './io.ts';

const failing = (code: string) => Object.assign(new Error(`write ${code}`), { code });

test('a reader that leaves ends the process; another failure stays one', () => {
  const output = new EventEmitter();
  const end = vi.fn();
  endWithReader(output, end);
  output.emit('error', failing('EPIPE'));
  expect(end).toHaveBeenCalledOnce();
  expect(() => output.emit('error', failing('ENOSPC'))).toThrow('write ENOSPC');
  expect(end).toHaveBeenCalledOnce();
});

import { createHash } from 'node:crypto';
import {
  createTracePacker,
  outlineOf,
  type PackedTrace,
  type Trace,
  type TraceOutline,
  type TracePacker,
} from '@signalbox/engine';
import type { DecisionRecord } from '../../exchange/decision-record.ts';
import type { LogOutline, LogPacking } from '../log-driver.ts';

/** A record but for the figures of its trace, which lie before it. */
type RecordRest = Omit<DecisionRecord, 'trace'> & { readonly trace: Omit<PackedTrace, 'figures'> | null };

interface ReadyOutline {
  readonly packer: TracePacker;
  readonly outline: LogOutline;
}

/** Outlines at hand: one per recipe and set of evaluators that ran; a new config brings new ones. */
const MOST_AT_HAND = 64;
const LENGTH_BYTES = 4;
const ID_DIGITS = 32;
const NO_OUTLINE: LogOutline = { id: 'none', json: 'null' };

/** Packs records: the length of the trace's figures (four bytes, the lowest first), the figures, the rest as JSON. */
export function createRecordPacking(): LogPacking<DecisionRecord> {
  const ready: ReadyOutline[] = [];
  const packers = new WeakMap<object, TracePacker>();

  /** The outline that a trace fits, the one used last first, and its trace packed. */
  function packTrace(trace: Trace): { readonly packed: PackedTrace; readonly outline: LogOutline } {
    for (const [at, { packer, outline }] of ready.entries()) {
      const packed = packer.pack(trace);
      if (packed === undefined) continue;
      if (at > 0) ready.unshift(...ready.splice(at, 1));
      return { packed, outline };
    }
    const own = outlineOf(trace);
    const json = JSON.stringify(own);
    const id = createHash('sha256').update(json).digest('hex').slice(0, ID_DIGITS);
    const packer = createTracePacker(own);
    ready.unshift({ packer, outline: { id, json } });
    ready.length = Math.min(ready.length, MOST_AT_HAND);
    // A trace fits its own outline.
    return { packed: packer.pack(trace)!, outline: { id, json } };
  }

  function packerOf(outline: TraceOutline): TracePacker {
    const known = packers.get(outline) ?? createTracePacker(outline);
    packers.set(outline, known);
    return known;
  }

  return {
    pack(record) {
      if (record.trace === null) return { bytes: join(NO_FIGURES, record as RecordRest), outline: NO_OUTLINE };
      const { packed, outline } = packTrace(record.trace);
      const { figures, ...trace } = packed;
      return { bytes: join(figures, { ...record, trace }), outline };
    },
    unpack(bytes, outline) {
      const { figures, rest } = split(bytes);
      if (rest.trace === null) return rest;
      return { ...rest, trace: packerOf(outline as TraceOutline).unpack({ ...rest.trace, figures }) };
    },
  };
}

const NO_FIGURES = new Uint8Array();

function join(figures: Uint8Array, rest: RecordRest): Uint8Array {
  const json = JSON.stringify(rest);
  const start = LENGTH_BYTES + figures.length;
  const bytes = Buffer.allocUnsafe(start + Buffer.byteLength(json));
  bytes.writeUInt32LE(figures.length);
  bytes.set(figures, LENGTH_BYTES);
  bytes.write(json, start);
  return bytes;
}

function split(bytes: Uint8Array): { readonly figures: Uint8Array; readonly rest: RecordRest } {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = LENGTH_BYTES + all.readUInt32LE();
  return { figures: all.subarray(LENGTH_BYTES, start), rest: JSON.parse(all.toString('utf8', start)) };
}

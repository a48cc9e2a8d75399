import { basename } from 'node:path';
import { parseProbes, type RequestFacts } from '@signalbox/engine';
import type { Io } from '../io.ts';
import { requestFacts } from '../library/request-facts.ts';
import { UsageError } from '../usage-error.ts';
import { readTextFile, resolvePath, shownPath } from './load-config-file.ts';

/** A request of a corpus. */
export interface CorpusRequest {
  /** File and line, or the probe's id. */
  readonly label: string;
  readonly facts: RequestFacts;
}

/** Fields of a row of JSON that hold its text, the first that is there. */
const TEXT_FIELDS = ['text', 'prompt', 'query', 'question', 'input'];

/**
 * Requests of a file: JSON Lines with `messages` or a text under `text`, `prompt`, `query`, `question` or `input`; a probe
 * file (.yaml); or one request to a line. Throws a UsageError that names the line at fault.
 */
export function readCorpus(path: string, io: Io): readonly CorpusRequest[] {
  const text = readTextFile(path, io);
  const shown = shownPath(resolvePath(path, io), io);
  const requests = /\.ya?ml$/.test(path) ? fromProbes(text, shown) : fromLines(text, path, shown);
  if (requests.length > 0) return requests;
  throw new UsageError(`${shown} holds no request`, 'write one to a line, or JSON Lines: {"text": "…"}');
}

function fromProbes(text: string, shown: string): readonly CorpusRequest[] {
  const parsed = parseProbes(text, shown);
  if (parsed.ok) return parsed.file.probes.map(({ id, facts }) => ({ label: id, facts }));
  const { line, message, hint } = parsed.diagnostics[0]!;
  throw new UsageError(`${shown}:${line ?? 1}: ${message}`, hint);
}

function fromLines(text: string, path: string, shown: string): readonly CorpusRequest[] {
  const isJson = /\.(jsonl|ndjson)$/.test(path);
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((content, index) => {
      if (content.trim() === '') return [];
      const label = `${basename(path)}:${index + 1}`;
      try {
        return [{ label, facts: isJson ? fromRow(JSON.parse(content)) : requestFacts(content.trim()) }];
      } catch (cause) {
        const hint = 'each line is {"text": "…"} or {"messages": [ … ]}';
        throw new UsageError(`${shown}:${index + 1}: ${(cause as Error).message}`, hint);
      }
    });
}

function fromRow(row: unknown): RequestFacts {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) throw new TypeError('expected a JSON object');
  const fields = row as Readonly<Record<string, unknown>>;
  if (Array.isArray(fields.messages)) return requestFacts({ ...fields, messages: fields.messages as object[] });
  const key = TEXT_FIELDS.find((each) => typeof fields[each] === 'string');
  if (key === undefined) throw new TypeError(`expected messages, or a text under ${TEXT_FIELDS.join(', ')}`);
  return requestFacts(fields[key] as string);
}

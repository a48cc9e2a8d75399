import { type Report, s } from '@signalbox/engine';
import { isProtectedFromPlugins } from '../../http/forwarded-headers.ts';
import type { HeaderList } from '../../http/http-message.ts';
import { definePluginKind } from '../plugin.ts';

const header = s.strictObject({ name: s.string().min(1).describe('Name.'), value: s.string().describe('Value.') });

const changes = (where: string) => ({
  add: s.array(header).default([]).describe(`Headers to add ${where}, beside those of the same name.`),
  update: s.array(header).default([]).describe(`Headers to set ${where}, in place of those of the same name.`),
  delete: s.array(s.string().min(1)).default([]).describe(`Headers to take out ${where}.`),
});

const response = s.strictObject(changes('of the answer'));

const schema = s
  .strictObject({
    ...changes('of the upstream request'),
    response: response.prefault({}).describe('The same for answers.'),
  })
  .describe('Fixed changes of headers.');

type Changes = ReturnType<typeof response.parse>;

/** Changes headers of the upstream request and of the answer. */
export const headerMutation = definePluginKind({
  type: 'header_mutation',
  summary: 'Changes headers of the upstream request and of the answer.',
  schema,
  examples: [
    {
      add: [{ name: 'x-team', value: 'search' }],
      update: [{ name: 'x-priority', value: 'low' }],
      delete: ['x-internal-note'],
      response: { add: [], update: [{ name: 'cache-control', value: 'no-store' }], delete: ['server'] },
    },
  ],
  check(options, _surroundings, report) {
    checkChanges(options, [], 'request', report);
    checkChanges(options.response, ['response'], 'answer', report);
  },
  compile(options) {
    const onRequest = compileChanges(options);
    const onAnswer = compileChanges(options.response);
    return {
      ...(onRequest === undefined ? {} : { request: (call) => ({ ...call, headers: onRequest(call.headers) }) }),
      ...(onAnswer === undefined ? {} : { answerHeaders: onAnswer }),
    };
  },
});

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

function checkChanges(
  { add, update, delete: deleted }: Changes,
  path: readonly string[],
  side: 'request' | 'answer',
  report: Report,
): void {
  const checkName = (name: string, at: readonly (string | number)[]) => {
    const shown = JSON.stringify(name);
    if (!NAME.test(name)) {
      report.error(
        'header_mutation.invalid_name',
        at,
        `${shown} is not a header name`,
        'use letters, digits and dashes',
      );
    } else if (isProtectedFromPlugins(name.toLowerCase(), side)) {
      const message = `${shown} belongs to the connection, carries a key or is set by the router`;
      report.error(
        'header_mutation.protected',
        at,
        message,
        'leave it to the router; a backend’s key stands in its backend_refs',
      );
    }
  };
  for (const [list, headers] of Object.entries({ add, update })) {
    for (const [index, { name, value }] of headers.entries()) {
      checkName(name, [...path, list, index, 'name']);
      if (VALUE.test(value)) continue;
      const message = /[\r\n]/.test(value)
        ? 'the value has a line break'
        : 'the value has characters that headers cannot carry';
      report.error(
        'header_mutation.invalid_value',
        [...path, list, index, 'value'],
        message,
        'write printable characters on one line',
      );
    }
  }
  for (const [index, name] of deleted.entries()) checkName(name, [...path, 'delete', index]);
}

/** Undefined where nothing changes. */
function compileChanges({ add, update, delete: deleted }: Changes): ((headers: HeaderList) => HeaderList) | undefined {
  const added = [...update, ...add].flatMap(({ name, value }) => [name.toLowerCase(), value]);
  const gone = new Set([...update.map(({ name }) => name), ...deleted].map((name) => name.toLowerCase()));
  if (added.length === 0 && gone.size === 0) return undefined;
  return (headers) => {
    const kept: string[] = [];
    for (let i = 0; i < headers.length; i += 2) {
      if (!gone.has(headers[i]!.toLowerCase())) kept.push(headers[i]!, headers[i + 1]!);
    }
    return [...kept, ...added];
  };
}

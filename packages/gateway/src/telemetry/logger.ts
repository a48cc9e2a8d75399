import { type DestinationStream, type Level, multistream, pino } from 'pino';

/** What the gateway needs of a logger; pino's satisfy it. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Says nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** Fields whose values are never written, at the top of an entry and one level below. */
const SECRETS = ['authorization', 'api_key', 'apiKey', 'key', 'token', 'cookie', '["x-api-key"]', '["api-key"]'];

/** Least that is kept where lines are kept: what happened is asked for after it has happened. */
const KEPT_LEVEL = 'info';

/** A logger of one JSON object per line, with keys and credentials cut out. */
export function createLogger(options: {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Where lines go; standard output by default. */
  readonly destination?: DestinationStream;
  /** Gets every line too, from `info` on or from the level where that is lower. */
  readonly keep?: DestinationStream;
}): Logger {
  const paths = SECRETS.flatMap((name) => [name, name.startsWith('[') ? `*${name}` : `*.${name}`]);
  const { level, destination = process.stdout, keep } = options;
  const settings = { base: null, redact: { paths, censor: '[secret]' } };
  if (keep === undefined) return pino({ ...settings, level }, destination);
  const keptLevel: Level = level === 'debug' ? level : KEPT_LEVEL;
  const written = level === 'silent' ? [] : [{ level, stream: destination }];
  return pino({ ...settings, level: keptLevel }, multistream([...written, { level: keptLevel, stream: keep }]));
}

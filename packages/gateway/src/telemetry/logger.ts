import { type DestinationStream, pino } from 'pino';

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

/** A logger of one JSON object per line, with keys and credentials cut out. */
export function createLogger(options: {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Where lines go; standard output by default. */
  readonly destination?: DestinationStream;
}): Logger {
  const paths = SECRETS.flatMap((name) => [name, name.startsWith('[') ? `*${name}` : `*.${name}`]);
  const settings = { level: options.level, base: null, redact: { paths, censor: '[secret]' } };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

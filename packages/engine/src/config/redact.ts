const SECRET_KEY = /(^|[-_])(api[-_]?key|access[-_]?key|authorization|token|secret|password)$/i;
const REFERENCE_ONLY = /^\$\{[^}]*\}$/;
/** Some vendors take keys in the address. */
const URL_KEY = /([?&](?:api[-_]?key|key|access[-_]?token|token|sig)=)[^&#\s]+/gi;
const URL_CREDENTIALS = /^([a-z][a-z0-9+.-]*:\/\/)[^/@\s]+@/i;

/** A copy of config data that may be shown: secrets become `***`; bare `${NAME}` references stay readable. */
export function redactSecrets(data: unknown, key = ''): unknown {
  if (Array.isArray(data)) return data.map((item) => redactSecrets(item, key));
  if (data !== null && typeof data === 'object') {
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, redactSecrets(value, name)]));
  }
  if (typeof data !== 'string') return SECRET_KEY.test(key) && data !== null ? '***' : data;
  if (SECRET_KEY.test(key)) return REFERENCE_ONLY.test(data) ? data : '***';
  return data.replace(URL_CREDENTIALS, '$1***@').replace(URL_KEY, '$1***');
}

import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type HttpRequest, type HttpResponse, headerOf } from '../../http/http-message.ts';

/** The files of an application that the management port serves to browsers. */
export interface Pages {
  /** The file at a path; its start page where a browser opens any other; undefined where there is nothing to show. */
  answer(request: HttpRequest): HttpResponse | undefined;
}

/** Stands in the start page wherever a style element made by a script needs the nonce. */
export const NONCE_PLACE = '__STYLE_NONCE__';

const START_PAGE = '/index.html';
/** Files whose names carry a hash of their content. */
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/;
/** Paths of programs, where a page would be taken for an answer. */
const NOT_PAGES = /^\/(api|v1)(\/|$)/;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.svg', '.json', '.txt']);

interface PageFile {
  readonly type: string;
  readonly content: Buffer;
  readonly etag: string;
  zipped: Buffer | undefined;
}

/**
 * The files of a folder, read once. Throws where the folder cannot be read.
 *
 * Nothing but this port's own scripts runs in its pages; styles made by scripts carry a nonce that is new with each page.
 */
export function loadPages(folder: string): Pages {
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const content = readFileSync(join(folder, name));
    const etag = `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`;
    files.set(`/${name.split(sep).join('/')}`, { type, content, etag, zipped: undefined });
  }
  const start = files.get(START_PAGE);
  if (start === undefined) throw new Error(`${folder} holds no ${START_PAGE.slice(1)}`);
  return {
    answer(request) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
      const path = request.path === '/' ? START_PAGE : request.path;
      const file = files.get(path);
      if (file !== undefined && file !== start) return answerFile(path, file, request);
      const isPage =
        file === start ||
        (!NOT_PAGES.test(path) && headerOf(request.headers, 'accept')?.includes('text/html') === true);
      return isPage ? answerStart(start) : undefined;
    },
  };
}

function answerFile(path: string, file: PageFile, { headers }: HttpRequest): HttpResponse {
  const cache = HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
  const shared = ['etag', file.etag, 'cache-control', cache, 'vary', 'accept-encoding', ...securityHeaders()];
  if (headerOf(headers, 'if-none-match') === file.etag) return { status: 304, headers: shared, body: Buffer.alloc(0) };
  const isZipped = COMPRESSED.has(extname(path)) && headerOf(headers, 'accept-encoding')?.includes('gzip') === true;
  const body = isZipped ? zippedOf(file) : file.content;
  const encoding = isZipped ? ['content-encoding', 'gzip'] : [];
  return {
    status: 200,
    headers: ['content-type', file.type, 'content-length', String(body.length), ...encoding, ...shared],
    body,
  };
}

function zippedOf(file: PageFile): Buffer {
  file.zipped ??= gzipSync(file.content);
  return file.zipped;
}

function answerStart({ type, content }: PageFile): HttpResponse {
  const nonce = randomBytes(18).toString('base64url');
  const body = Buffer.from(content.toString('utf8').replaceAll(NONCE_PLACE, nonce));
  const headers = ['content-type', type, 'content-length', String(body.length), 'cache-control', 'no-store'];
  return { status: 200, headers: [...headers, ...securityHeaders(nonce)], body };
}

/** Scripts too: a worker runs under the policy that its own file came with. */
function securityHeaders(nonce?: string): string[] {
  const styles = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`;
  const policy = [
    "default-src 'self'",
    // The engine compares vectors in WebAssembly.
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src ${styles}`,
    // The editor clones elements that it has placed; no page here shows HTML of others.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return [
    'content-security-policy',
    policy,
    'x-content-type-options',
    'nosniff',
    'referrer-policy',
    'no-referrer',
    'cross-origin-opener-policy',
    'same-origin',
  ];
}

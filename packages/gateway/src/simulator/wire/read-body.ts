import type { IncomingMessage } from 'node:http';
import { ApiError, badRequest } from '../api-error.ts';
import { isJsonObject, type JsonObject } from '../json.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/** Collects and parses a request body that must be a JSON object; a 400 when it is not, a 413 beyond 64 MiB. */
export function readJsonBody(request: IncomingMessage): Promise<JsonObject> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BYTES) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(new ApiError(413, 'RequestEntityTooLarge', `The body is larger than ${MAX_BYTES} bytes.`));
      }
    });
    request.on('error', reject);
    request.on('end', () => {
      try {
        resolve(parseObject((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8')));
      } catch (error) {
        reject(error as Error);
      }
    });
  });
}

function parseObject(text: string): JsonObject {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw badRequest(`The body is not JSON: ${(error as Error).message}.`);
  }
  if (!isJsonObject(body)) throw badRequest('The body must be a JSON object.');
  return body;
}

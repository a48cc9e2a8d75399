import { type JsonRecord, recordsIn, stringIn } from '../json/json-record.ts';

/** How a provider's servers say which models they have. */
export interface ModelListing {
  /** Below the backend's base address. */
  readonly path: string;
  /** Beside the key. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Their names, as a request has to say them. */
  read(body: JsonRecord): readonly string[];
}

/** As OpenAI lists them, and nearly everybody after it: `GET /v1/models`. */
export const OPENAI_LISTING: ModelListing = {
  path: '/models',
  read: ({ data }) => recordsIn(data).flatMap(({ id }) => stringIn(id) ?? []),
};

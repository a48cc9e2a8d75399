import type { ResponsesConfig } from '@signalbox/engine';
import type { RequestFailure } from '../errors/request-failure.ts';
import type { HttpRequest, HttpResponse } from '../http/http-message.ts';
import type { JsonRecord } from '../json/json-record.ts';
import type { ResponseStore } from '../stores/roles/stored-responses.ts';

/** A request for something that is stored, its path taken apart. */
export interface ResourceRequest {
  readonly http: HttpRequest;
  /** Values of the path's `{names}`, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Empty where none came. */
  readonly body: JsonRecord;
}

/** What resource routes may use. */
export interface ResourceServices {
  readonly store: ResponseStore;
  readonly config: ResponsesConfig;
  /** Who asks: sees its own alone. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  /** A new unique id. */
  readonly createId: () => string;
}

export type ResourceAnswer = HttpResponse | RequestFailure;

/** One endpoint of the data plane for what is stored. Adding one: its file, its test, and a line in `resources/index.ts`. */
export interface ResourceRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `{names}` for one segment each: `/v1/responses/{id}`. */
  readonly path: string;
  /** One sentence. */
  readonly summary: string;
  /** What the query may say, by name. */
  readonly query?: Readonly<Record<string, string>>;
  /** Rejects where the store cannot be asked. */
  handle(request: ResourceRequest, services: ResourceServices): ResourceAnswer | Promise<ResourceAnswer>;
}

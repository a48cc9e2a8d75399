import type { z } from 'zod';
import { durationSchema } from './duration.ts';
import { s } from './schema.ts';

/** One body would crowd out thousands of records. */
const MOST_BODY_BYTES = 1_048_576;

/** `global.stores`: what several routers share. */
export const storesSchema = s
  .strictObject({
    postgres: s
      .strictObject({
        url: s.string().min(1).describe('postgres:// or postgresql:// address, with user and password where needed.'),
        schema: s
          .string()
          .regex(/^[a-z_][a-z0-9_]{0,62}$/)
          .default('signalbox')
          .describe('Where its tables lie; made where it is not there. Routers that share it share what they keep.'),
        timeout: durationSchema('Longest wait for a connection, and for the answer to a statement.').default('5s'),
        max_connections: s.int().min(2).max(100).default(8).describe('Connections of one process at the same time.'),
      })
      .optional()
      .describe('A PostgreSQL that roles may keep their rows in; needs the package pg.'),
    redis: s
      .strictObject({
        url: s.string().min(1).describe('redis:// or rediss:// address, with user and password where needed.'),
        key_prefix: s
          .string()
          .min(1)
          .default('signalbox')
          .describe('Start of every key; routers that share it share what they keep.'),
        timeout: durationSchema('Longest wait for an answer.').default('250ms'),
      })
      .optional()
      .describe('A Redis that roles may keep what they soon forget in; needs the package @redis/client.'),
  })
  .prefault({})
  .describe('Where to keep what several routers share; read when the router starts.');

/** `global.services.router_replay`. */
export const recordsSchema = s
  .strictObject({
    enabled: s.boolean().default(true).describe('Whether requests leave a record; a decision may say otherwise.'),
    capture_request_body: s.boolean().default(false).describe('Whether requests are kept as they came.'),
    capture_response_body: s.boolean().default(false).describe('Whether answers are kept as they were sent.'),
    max_body_bytes: s.int().min(0).max(MOST_BODY_BYTES).default(4_096).describe('The most that is kept of a body.'),
    max_tool_trace_bytes: s
      .int()
      .min(0)
      .max(MOST_BODY_BYTES)
      .default(4_096)
      .describe('The most that is kept of tool calls and their results in kept bodies; 0 for all.'),
    max_tool_trace_steps: s
      .int()
      .min(0)
      .max(1_000)
      .default(100)
      .describe('The most tool calls and results kept; the newest stay.'),
    redact: s
      .boolean()
      .default(true)
      .describe('Whether personal data and secrets in them are replaced by names such as [EMAIL_ADDRESS_1].'),
    store_backend: s
      .enum(['file', 'memory', 'postgres'])
      .default('file')
      .describe(
        'A file in the data folder, this process, or the PostgreSQL of global.stores; read when the router starts.',
      ),
    ttl_seconds: s.int().positive().default(2_592_000).describe('Records older than this are let go.'),
    max_records: s
      .int()
      .positive()
      .optional()
      .describe('Most records that are kept; default a million, in memory a thousand.'),
    max_megabytes: s.int().positive().optional().describe('Most room for them; default 4,096, in memory 16.'),
    max_waiting: s
      .int()
      .min(1)
      .max(1_000_000)
      .default(10_000)
      .describe('Records of one process that may wait to be written.'),
    on_full: s
      .enum(['drop', 'refuse'])
      .default('drop')
      .describe(
        'What happens while records cannot be written and no more of them can wait: they are lost and counted, or requests get 503.',
      ),
    write_ahead: s
      .boolean()
      .default(false)
      .describe(
        'Whether an answer waits until its record is written (of a stream, that it began), and is 503 where it cannot be: for who must not give an answer without one.',
      ),
  })
  .prefault({})
  .describe('Records of requests.');

/** `global.services.config_versions`. */
export const configVersionsSchema = s
  .strictObject({
    store_backend: s
      .enum(['file', 'postgres'])
      .default('file')
      .describe(
        'Where the configs that were in force are kept: in the data folder, or in the PostgreSQL of global.stores, where a config that one router puts in force comes into force in all of them. Read when the router starts.',
      ),
  })
  .prefault({})
  .describe('The configs that were in force.');

const passing = s
  .enum(['file', 'memory', 'postgres', 'redis'])
  .optional()
  .describe(
    'A file in the data folder, this process, or the PostgreSQL or Redis of global.stores; default where router_replay keeps its records. Read when the router starts.',
  );

/** `global.services.response_cache`. */
export const responseCacheSchema = s
  .strictObject({
    store_backend: passing,
    max_entries: s
      .int()
      .min(1)
      .default(100_000)
      .describe('Most answers that are kept; of these at most 100,000 are in the memory of a process.'),
    max_megabytes: s
      .int()
      .min(1)
      .default(512)
      .describe('Most room for them; of this at most 512 is in the memory of a process.'),
  })
  .prefault({})
  .describe('Answers that decisions with the plugin response_cache keep.');

/** `global.services.sessions`. */
export const sessionsSchema = s
  .strictObject({ store_backend: passing })
  .prefault({})
  .describe('Which model each session is on, for decisions that keep it there.');

export type CanonicalStores = z.infer<typeof storesSchema>;
export type CanonicalRecords = z.infer<typeof recordsSchema>;

/** PostgreSQL with pgvector inside this process, reached over a socket: Debian's server has no pgvector. */
export interface EmbeddedPostgres {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts one on a free port of loopback, empty. Its connections share one session. */
export async function startEmbeddedPostgres(): Promise<EmbeddedPostgres> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { vector } = await import('@electric-sql/pglite-pgvector');
  const { PGLiteSocketServer } = await import('@electric-sql/pglite-socket');
  const database = await PGlite.create({ extensions: { vector } });
  const server = new PGLiteSocketServer({ db: database, host: '127.0.0.1', port: 0, maxConnections: 8 });
  await server.start();
  return {
    url: `postgres://postgres@${server.getServerConn()}/postgres`,
    async close() {
      await server.stop();
      await database.close();
    },
  };
}

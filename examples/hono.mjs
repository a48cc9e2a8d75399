// The router under /ai of a Hono app: whatever takes a web Request can serve it.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createRouter } from 'signalbox';

const router = await createRouter({ file: 'router.yaml' });

const app = new Hono();
app.get('/', (context) => context.text('An app with models.'));
app.mount('/ai', router.fetch);

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}/ai/v1`),
);

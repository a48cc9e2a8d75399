// The router under /ai of an Express app. It reads bodies itself, so it stands before any parser of bodies.
import express from 'express';
import { createRouter } from 'signalbox';

const router = await createRouter({ file: 'router.yaml' });

const app = express();
app.use('/ai', router.listener);
app.use(express.json());
app.get('/', (_request, response) => response.send('An app with models.'));

const server = app.listen(process.env.PORT ?? 3000, () =>
  console.log(`http://127.0.0.1:${server.address().port}/ai/v1`),
);

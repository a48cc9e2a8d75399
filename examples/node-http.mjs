// The router on Node's own http server.
import { createServer } from 'node:http';
import { createRouter } from 'signalbox';

const router = await createRouter({ file: 'router.yaml' });

const server = createServer(router.listener);

server.listen(process.env.PORT ?? 3000, () => console.log(`http://127.0.0.1:${server.address().port}/v1`));

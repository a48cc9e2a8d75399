// The router under /ai of a Fastify app, as a plugin: inside it Fastify leaves bodies alone and hands over.
import Fastify from 'fastify';
import { createRouter } from 'signalbox';

const router = await createRouter({ file: 'router.yaml' });

const app = Fastify();
app.get('/', () => 'An app with models.');
app.register(async (scope) => {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
  scope.all('/ai/*', (request, reply) => {
    reply.hijack();
    request.raw.url = request.raw.url.slice('/ai'.length);
    router.listener(request.raw, reply.raw);
  });
});
app.addHook('onClose', () => router.close());

const address = await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' });
console.log(`${address}/ai/v1`);

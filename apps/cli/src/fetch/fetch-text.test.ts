import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchText } from './fetch-text.ts';
import { reasonNotAServer, reasonNotPublic } from './public-address.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server on this machine; the requests that reached it, as `host path`. */
async function serve(listener: RequestListener, host = '127.0.0.1') {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    listener(request, response);
  });
  server.listen(0, host);
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}
const yaml: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/plain' }).end('version: v0.3\n');
};
/** As if this machine's first address were a public one. */
const refusal = (address: string) => (address === '127.0.0.1' ? undefined : `judged ${address}`);
const leadsTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: 4 }));

test.each([
  ['127.0.0.1', 'this machine'],
  ['::1', 'this machine'],
  ['0.0.0.0', 'this machine'],
  ['10.1.2.3', 'a private network'],
  ['172.31.255.1', 'a private network'],
  ['192.168.0.9', 'a private network'],
  ['100.100.100.200', 'a private network'],
  ['fd00:ec2::254', 'a private network'],
  ['169.254.169.254', 'link-local, where metadata services answer'],
  ['fe80::1', 'link-local, where metadata services answer'],
  ['::ffff:169.254.169.254', 'link-local, where metadata services answer'],
  ['168.63.129.16', 'a metadata service'],
  ['224.0.0.1', 'reserved (multicast)'],
  ['192.0.2.1', 'reserved (reserved)'],
  ['64:ff9b::7f00:1', 'reserved (rfc6052)'],
  ['2002:7f00:1::', 'reserved (6to4)'],
  ['93.184.216.34', undefined],
  ['2606:2800:220:1:248:1893:25c8:1946', undefined],
])('%s: %s', (address, reason) => expect(reasonNotPublic(address)).toBe(reason));

test.each([
  ['127.0.0.1', undefined],
  ['10.1.2.3', undefined],
  ['fd12::1', undefined],
  ['93.184.216.34', undefined],
  ['169.254.169.254', 'link-local, where metadata services answer'],
  ['168.63.129.16', 'a metadata service'],
  ['100.100.100.200', 'a metadata service'],
  ['fd00:ec2::254', 'a metadata service'],
  ['224.0.0.1', 'reserved (multicast)'],
])('%s as a server of one’s own: %s', (address, reason) => expect(reasonNotAServer(address)).toBe(reason));

describe('an address of this machine or a private network', () => {
  test.each([
    'http://127.0.0.1:PORT/',
    'http://[::1]:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f.1:PORT/',
    'http://localhost:PORT/',
  ])('%s is refused before anything is sent', async (address) => {
    const { port, asked } = await serve(yaml);
    await expect(fetchText(address.replace('PORT', String(port)))).rejects.toThrow(/is not asked: this machine/);
    expect(asked).toEqual([]);
  });

  test('is refused where a public name leads to it, even as one address of several', async () => {
    const lookup = leadsTo('93.184.216.34', '10.0.0.8');
    await expect(fetchText('http://config.example/', { lookup })).rejects.toThrow(
      'config.example leads to 10.0.0.8, is not asked: a private network',
    );
  });

  test('is refused where a redirect leads to it', async () => {
    const inner = await serve(yaml, '127.0.0.2');
    const outer = await serve((_request, response) => {
      response.writeHead(302, { location: `http://127.0.0.2:${inner.port}/latest/meta-data` }).end();
    });
    await expect(fetchText(`http://127.0.0.1:${outer.port}/`, { refusal })).rejects.toThrow('judged 127.0.0.2');
    expect(outer.asked).toHaveLength(1);
    expect(inner.asked).toEqual([]);
  });

  test('cannot be reached by a name that changes its mind: the connection goes to the address that was judged', async () => {
    const { port, asked } = await serve(yaml);
    const answers = ['127.0.0.1', '127.0.0.2'];
    const lookup = async () => [{ address: answers.shift()!, family: 4 }];
    expect(await fetchText(`http://config.example:${port}/a.yaml`, { refusal, lookup })).toBe('version: v0.3\n');
    expect(asked).toEqual([`config.example:${port} /a.yaml`]);
    expect(answers).toEqual(['127.0.0.2']);
  });
});

describe('what is not a config’s text', () => {
  const fetchFrom = async (listener: RequestListener, options = {}) => {
    const { port } = await serve(listener);
    return fetchText(`http://127.0.0.1:${port}/`, { refusal, ...options });
  };

  test.each<[string, RequestListener, RegExp]>([
    [
      'a web page',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      /is text\/html, expected text/,
    ],
    [
      'a picture',
      (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('x'),
      /is image\/png, expected text/,
    ],
    [
      'bytes',
      (_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(Buffer.from([0xff, 0xfe, 0])),
      /is not text in UTF-8/,
    ],
    [
      'bytes with zeros',
      (_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('a\0b'),
      /is not text in UTF-8/,
    ],
    ['nothing there', (_, response) => response.writeHead(404).end(), /answered 404/],
  ])('%s is refused', async (_name, listener, message) => {
    await expect(fetchFrom(listener)).rejects.toThrow(message);
  });

  test('a body that never ends is cut at the limit', async () => {
    let sent = 0;
    const endless: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(1000))) sent += 1000;
      };
      response.on('drain', more);
      more();
    };
    await expect(fetchFrom(endless, { maxBytes: 10_000 })).rejects.toThrow(/is larger than 10000 bytes/);
    expect(sent).toBeLessThan(10_000_000);
  });

  test('a server that says nothing is left after the time-out', async () => {
    await expect(fetchFrom(() => {}, { timeoutMs: 50 })).rejects.toThrow(/did not answer within 0\.05 s/);
  });

  test('a circle of redirects ends', async () => {
    await expect(fetchFrom((_, response) => response.writeHead(302, { location: '/' }).end())).rejects.toThrow(
      /redirects more than 5 times/,
    );
  });

  test.each(['ftp://example.com/a', 'file:///etc/passwd'])('%s is not fetched', async (address) => {
    await expect(fetchText(address)).rejects.toThrow(/is not fetched/);
  });

  test('a redirect to another protocol is not followed', async () => {
    await expect(
      fetchFrom((_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end()),
    ).rejects.toThrow(/file: is not fetched/);
  });
});

import type { ProviderVocabulary } from '@signalbox/engine';

/** The reference page of all providers. */
export function providersPage(providers: readonly ProviderVocabulary[]): string {
  const rows = providers.map(({ type, summary, defaults }) => {
    const { baseUrl, basePath, authHeader, authPrefix } = defaults;
    const address = baseUrl === undefined ? `your own, with \`${basePath}\`` : `\`${addressOf(baseUrl, basePath)}\``;
    const key =
      authHeader === undefined
        ? 'requests are signed'
        : `\`${authHeader}: ${authPrefix === '' ? '' : `${authPrefix} `}…\``;
    return `| \`${type}\` | ${summary} | ${address} | ${key} |`;
  });
  return `# Providers

Translators for the vendors' APIs: \`backend_refs: [{ provider: … }]\`. Where a backend says no address or header of its
own, it has those of its provider. Which client protocol works with which shape: [protocols.md](../protocols.md). The hosted
services were not called while these were written: what each refuses is taken from its pages and from reports of its users.

| provider | what it is for | address | key |
|---|---|---|---|
${rows.join('\n')}
`;
}

function addressOf(baseUrl: string, basePath: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return origin + (pathname === '/' ? basePath : pathname);
}

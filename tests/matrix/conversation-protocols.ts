import { protocols } from '@signalbox/gateway';

/** What a protocol asks models to do, where it says so; one that does not is for conversations. */
function operationOf(protocol: { readonly name: string; readonly operation?: { readonly name: string } }): string {
  return protocol.operation?.name ?? 'chat';
}

/** Names of the protocols in which clients hold conversations. */
export const conversationProtocols: readonly string[] = protocols
  .filter((protocol) => operationOf(protocol) === 'chat')
  .map(({ name }) => name);

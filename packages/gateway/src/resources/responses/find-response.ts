import { failure, type RequestFailure } from '../../errors/request-failure.ts';
import type { ResponseBody } from '../../stores/roles/stored-responses.ts';
import type { ResourceServices } from '../resource-route.ts';

/** The stored response of an id, of the caller's alone. */
export async function findResponse(
  id: string,
  { store, owner }: ResourceServices,
): Promise<ResponseBody | RequestFailure> {
  const body = (await store.get(id, owner))?.body;
  return body?.kind === 'response' ? body : responseNotFound(id);
}

/** The same whether it never was, is gone, or is another's. */
export function responseNotFound(id: string): RequestFailure {
  return failure('response_not_found', `there is no response ${JSON.stringify(id.slice(0, 200))}`, {
    parameter: 'response_id',
    hint: 'it was not stored (store: false), it was deleted, or it is too old',
  });
}

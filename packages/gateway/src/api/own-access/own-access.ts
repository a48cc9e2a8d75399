import type { AccessAnswer } from '../../contract/index.ts';
import { jsonResponse } from '../../http/http-message.ts';
import { bearerOf } from '../access.ts';
import type { ManagementRoute } from '../management-route.ts';

/** Says what whoever asks may do. */
export const ownAccess: ManagementRoute = {
  method: 'GET',
  path: '/api/v1/access',
  access: 'read',
  summary: 'What whoever asks may do: look (`viewer`), or change too (`operator`).',
  handle({ http }, { access }) {
    const role = bearerOf(http, access);
    const name = role === 'operator' ? access.token!.name : role === 'viewer' ? access.viewerToken!.name : null;
    return jsonResponse(200, {
      role: role ?? 'viewer',
      name,
      is_exposed: access.isExposed,
    } satisfies AccessAnswer);
  },
};

import { createConversation } from './conversations/create.ts';
import { createItems } from './conversations/create-items.ts';
import { deleteConversation } from './conversations/delete.ts';
import { deleteItem } from './conversations/delete-item.ts';
import { listItems } from './conversations/list-items.ts';
import { retrieveConversation } from './conversations/retrieve.ts';
import { retrieveItem } from './conversations/retrieve-item.ts';
import { updateConversation } from './conversations/update.ts';
import type { ResourceRoute } from './resource-route.ts';
import { cancelResponse } from './responses/cancel.ts';
import { deleteResponse } from './responses/delete.ts';
import { inputItems } from './responses/input-items.ts';
import { retrieveResponse } from './responses/retrieve.ts';

/** All endpoints for what is stored. */
export const resourceRoutes: readonly ResourceRoute[] = [
  retrieveResponse,
  deleteResponse,
  inputItems,
  cancelResponse,
  createConversation,
  retrieveConversation,
  updateConversation,
  deleteConversation,
  listItems,
  createItems,
  retrieveItem,
  deleteItem,
];

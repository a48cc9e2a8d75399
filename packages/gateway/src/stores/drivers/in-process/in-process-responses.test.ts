import { describeResponseStore } from '../../../testing/describe-response-store.ts';
import { createInProcessResponses } from './in-process-responses.ts';

describeResponseStore('the store in memory', async () => createInProcessResponses());

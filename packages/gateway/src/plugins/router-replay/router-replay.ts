import { s } from '@signalbox/engine';
import { definePluginKind } from '../plugin.ts';

const MOST_BODY_BYTES = 1_048_576;

const schema = s
  .strictObject({
    enabled: s.boolean().default(true).describe('Off: requests of the decision leave no record.'),
    max_records: s
      .int()
      .min(1)
      .optional()
      .describe('About how many records of the decision are kept; the oldest of them make room.'),
    capture_request_body: s.boolean().optional().describe('Whether requests are kept as they came.'),
    capture_response_body: s.boolean().optional().describe('Whether answers are kept as they were sent.'),
    max_body_bytes: s.int().min(0).max(MOST_BODY_BYTES).optional().describe('The most that is kept of a body.'),
    max_tool_trace_bytes: s
      .int()
      .min(0)
      .max(MOST_BODY_BYTES)
      .optional()
      .describe('The most that is kept of tool calls and their results in kept bodies; 0 for all.'),
    max_tool_trace_steps: s
      .int()
      .min(0)
      .max(1_000)
      .optional()
      .describe('The most tool calls and results kept; the newest stay.'),
    redact: s
      .boolean()
      .optional()
      .describe('Whether personal data and secrets in them are replaced by names such as [EMAIL_ADDRESS_1].'),
  })
  .describe('What records of the decision hold; what is left out is as global.services.router_replay says.');

/** Says what records of a decision hold, or that there are none. */
export const routerReplay = definePluginKind({
  type: 'router_replay',
  summary: 'Says what records keep of the requests of a decision: nothing, what was decided, or the bodies too.',
  schema,
  examples: [
    { enabled: true, capture_request_body: true, capture_response_body: true, max_body_bytes: 4096, redact: true },
  ],
  compile(options) {
    return {
      recording: {
        isEnabled: options.enabled,
        keepsRequest: options.capture_request_body,
        keepsResponse: options.capture_response_body,
        maxBodyBytes: options.max_body_bytes,
        maxToolBytes: options.max_tool_trace_bytes,
        maxToolSteps: options.max_tool_trace_steps,
        redacts: options.redact,
        maxEntries: options.max_records,
      },
    };
  },
});

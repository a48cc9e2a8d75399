import type { BackendConfig, ModelConfig } from '@signalbox/engine';
import { applyEdits } from '../../json/apply-edits.ts';
import { isRecord, type JsonRecord, parseRecordBytes, stringIn } from '../../json/json-record.ts';
import { finishReasonOf, translateReply, usageOf } from '../anthropic/decode-reply.ts';
import { encodeRequest } from '../anthropic/encode-request.ts';
import { withThinking } from '../anthropic/thinking.ts';
import { compileHeaders } from '../compile-headers.ts';
import { readErrorAnswer } from '../error-answer.ts';
import { extraBodyEdits } from '../extra-body.ts';
import type { BackendCodec, Provider } from '../provider.ts';
import { signingRequests } from '../sign-requests.ts';
import { createConverseDecoder, messageOf, readConverseEnd } from './decode-converse.ts';
import { encodeConverse, isClaude } from './encode-converse.ts';
import { readingEventStreams } from './event-stream.ts';
import { signatureFor } from './signature.ts';

/** Models on Amazon Bedrock, through Converse. */
export const bedrock: Provider = {
  type: 'bedrock',
  summary:
    'Models on Amazon Bedrock, through Converse, at https://bedrock-runtime.REGION.amazonaws.com; the key is ACCESS_KEY_ID:SECRET_ACCESS_KEY[:SESSION_TOKEN] or a Bedrock API key. Not tried against the service itself.',
  defaults: { basePath: '', authHeader: undefined, authPrefix: '' },
  intercept({ signingKey, baseUrl }) {
    if (signingKey === undefined) return readingEventStreams;
    const sign = signingRequests(signatureFor(signingKey, baseUrl), baseUrl);
    return (dispatch) => sign(readingEventStreams(dispatch));
  },
  compile: compileBedrock,
};

const ERRORS = {
  messageIn: errorMessageOf,
  tooLong: /input is too long|prompt is too long|context (length|size|window)/i,
};

function compileBedrock(backend: BackendConfig, model: ModelConfig): BackendCodec {
  const folder = `${new URL(backend.baseUrl).pathname.replace(/\/+$/, '')}${backend.chatPath ?? '/model'}`;
  const headersFor = compileHeaders(backend, { vendor: 'x-amzn-' });
  const extra = extraBodyEdits(backend);
  // Thinking as Anthropic's models are told it; others on Bedrock have no common word for it.
  const family = isClaude(model.upstreamName) ? model.reasoningFamily : undefined;
  const idOf = (createdSeconds: number) => `converse-${createdSeconds}`;
  return {
    wire: 'bedrock-converse',
    encode(call) {
      const name = call.lora ?? model.upstreamName;
      const asked = encodeRequest(applyEdits(call.body.json, call.edits), name);
      const thinking = withThinking(asked.json, family, call.reasoning);
      const { json, leftOut } = encodeConverse(thinking.json, name);
      return {
        method: 'POST',
        path: `${folder}/${encodeURIComponent(name)}/${call.isStreaming ? 'converse-stream' : 'converse'}`,
        headers: headersFor(call),
        body: Buffer.from(JSON.stringify(applyEdits(json, extra))),
        leftOut: [...asked.leftOut, ...thinking.leftOut, ...leftOut],
      };
    },
    readReply(body) {
      const message = messageOf(parseRecordBytes(body) ?? {}, '', model.upstreamName);
      if (message === undefined) return undefined;
      return {
        model: model.upstreamName,
        finishReason: finishReasonOf(message.stop_reason),
        usage: usageOf(message.usage),
      };
    },
    readStreamEnd: (events) => readConverseEnd(events, model.upstreamName),
    decodeError: (status, _headers, body) => readErrorAnswer(status, body, ERRORS),
    translation: {
      reply(json, wish) {
        return translateReply(messageOf(json, idOf(wish.createdSeconds), model.upstreamName) ?? {}, wish);
      },
      stream: (wish) => createConverseDecoder(wish, idOf(wish.createdSeconds), model.upstreamName),
    },
  };
}

function errorMessageOf(json: JsonRecord): string | undefined {
  return (
    stringIn(json.message) ??
    stringIn(json.Message) ??
    (isRecord(json.error) ? stringIn(json.error.message) : undefined)
  );
}

import type { BackendConfig, ModelConfig, ProviderDefaults } from '@signalbox/engine';
import type { UpstreamCall } from '../../chat/upstream-call.ts';
import { applyEdits } from '../../json/apply-edits.ts';
import { editJsonObject, type JsonEdits, type PreparedEdits, prepareEdits, withEdit } from '../../json/edit-object.ts';
import { compileHeaders } from '../compile-headers.ts';
import { extraBodyEdits, mergeEdits } from '../extra-body.ts';
import { OPENAI_LISTING } from '../model-listing.ts';
import type { BackendCodec, HttpRequestParts, Provider } from '../provider.ts';
import type { ServerProbes } from '../server-probes.ts';
import type { ChatDialect } from './dialect.ts';
import { compileEmbeddings } from './embeddings.ts';
import type { PathOf } from './path-of.ts';
import { decodeError, readReply, readStreamEnd } from './read-reply.ts';
import { withReasoning } from './reasoning.ts';
import { compileSpeaker, withoutForeignFields } from './speak-dialect.ts';
import { compileTokenize } from './tokenize.ts';

/** A vendor whose service speaks chat completions. */
export interface ChatVendor {
  /** Word used in configs. */
  readonly type: string;
  /** One sentence. */
  readonly summary: string;
  readonly defaults: ProviderDefaults;
  readonly dialect: ChatDialect;
  /** It serves OpenAI's embeddings too. */
  readonly embeds?: boolean | undefined;
  /** It counts a conversation's tokens at `/tokenize`. */
  readonly tokenizes?: boolean | undefined;
  readonly probes?: ServerProbes | undefined;
}

/** The provider of a vendor. */
export function chatProvider({ type, summary, defaults, dialect, embeds, tokenizes, probes }: ChatVendor): Provider {
  return {
    type,
    summary,
    defaults,
    probes,
    listing: OPENAI_LISTING,
    compile: (backend, model) => compileChat(backend, model, dialect),
    operations: {
      ...(embeds === true && { embed: compileEmbeddings }),
      ...(tokenizes === true && { count_tokens: compileTokenize }),
    },
  };
}

/** A codec for chat completions in a dialect. */
export function compileChat(
  backend: BackendConfig,
  model: ModelConfig,
  dialect: ChatDialect,
  pathOf: PathOf = constantPath(backend),
): BackendCodec {
  const headersFor = compileHeaders(backend);
  const extra = extraBodyEdits(backend);
  const speak = compileSpeaker(dialect, model.name);
  const nameOf = ({ lora }: UpstreamCall) => lora ?? model.upstreamName;

  /** What the route and the config change, and plugins where these are `edits`. */
  function editTreeFor(call: UpstreamCall, edits: JsonEdits): JsonEdits {
    const named = withEdit(mergeEdits(extra, edits), ['model'], JSON.stringify(nameOf(call)));
    return withReasoning(named, model.reasoningFamily, call.reasoning, dialect.thinkingSwitch);
  }

  // Without edits of plugins there are few different ones: by effort, where the model thinks, and by adapter.
  const known = new Map<string | undefined, Map<string | undefined, PreparedEdits>>();
  function preparedEdits(call: UpstreamCall): PreparedEdits {
    if (call.edits.size > 0) return prepareEdits(editTreeFor(call, call.edits));
    const effort = call.reasoning?.mode === 'on' ? call.reasoning.effort : call.reasoning?.mode;
    let edits = known.get(effort)?.get(call.lora);
    if (edits === undefined) {
      edits = prepareEdits(editTreeFor(call, call.edits));
      const byAdapter = known.get(effort) ?? new Map<string | undefined, PreparedEdits>();
      known.set(effort, byAdapter.set(call.lora, edits));
    }
    return edits;
  }

  function encode(call: UpstreamCall): HttpRequestParts {
    const method = 'POST';
    const path = pathOf(nameOf(call));
    const headers = headersFor(call);
    const isTranslated = call.native !== undefined;
    const { json: asked, leftOut: foreign } = isTranslated
      ? withoutForeignFields(call.body.json, dialect)
      : { json: call.body.json, leftOut: [] };
    const edited = applyEdits(asked, call.edits);
    const { json, leftOut } = speak(edited);
    if (!isTranslated && json === edited) {
      const body = editJsonObject(call.body.bytes, call.body.map, preparedEdits(call));
      return { method, path, headers, body, leftOut: undefined };
    }
    const written = applyEdits(json, editTreeFor(call, NO_EDITS));
    return { method, path, headers, body: Buffer.from(JSON.stringify(written)), leftOut: [...foreign, ...leftOut] };
  }

  return {
    wire: 'openai-chat',
    encode,
    readReply,
    readStreamEnd,
    decodeError: (status, _headers, body) => decodeError(status, body),
  };
}

const NO_EDITS: JsonEdits = new Map();

function constantPath(backend: BackendConfig): PathOf {
  const url = new URL(backend.baseUrl);
  const path = `${url.pathname.replace(/\/+$/, '')}${backend.chatPath ?? '/chat/completions'}${url.search}`;
  return () => path;
}

/** A JSON object as it comes. */
export type Json = Readonly<Record<string, unknown>>;

/** A tool that a client offers, with a JSON schema of its parameters. */
export interface OfferedTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: Json;
}

/** One step of a conversation, in no protocol's words. */
export type Step =
  | { readonly role: 'user'; readonly text: string; readonly image?: string | undefined }
  /** What a client keeps of an answer, in its protocol's words. */
  | { readonly role: 'assistant'; readonly kept: readonly Json[] }
  | { readonly role: 'tools'; readonly answers: readonly { readonly id: string; readonly text: string }[] };

/** What a client asks. */
export interface Ask {
  readonly model: string;
  readonly steps: readonly Step[];
  readonly system?: string | undefined;
  readonly isStreaming?: boolean | undefined;
  readonly tools?: readonly OfferedTool[] | undefined;
  /** A schema that the answer has to follow. */
  readonly schema?: Json | undefined;
}

/** What a client reads in an answer. */
export interface Reading {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  /** Whether the answer says that it ended well. */
  readonly isFinished: boolean;
  /** Tokens of prompt and answer together; 0 where the answer does not tell. */
  readonly tokens: number;
  /** The answer as the client keeps it for the next turn. */
  readonly kept: readonly Json[];
  /** What an error says. */
  readonly error: string | undefined;
}

/** How a client of one protocol writes and reads. */
export interface Client {
  /** The protocol's name. */
  readonly protocol: string;
  readonly headers: Readonly<Record<string, string>>;
  body(ask: Ask): Json;
  read(json: Json): Reading;
  /** Reads a whole stream; throws where its events break the protocol's order. */
  readStream(events: readonly Json[]): Reading;
}

/** The `data` of each event, `[DONE]` left out. */
export function eventsIn(text: string): Json[] {
  return text
    .split(/\r?\n\r?\n/)
    .flatMap((event) => event.split(/\r?\n/).filter((line) => line.startsWith('data:')))
    .map((line) => line.slice('data:'.length).trim())
    .filter((data) => data !== '' && data !== '[DONE]')
    .map((data) => JSON.parse(data) as Json);
}

/** A value as an object; an empty one where it is none. */
export function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** The objects of a list. */
export function asList(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(asJson) : [];
}

/** A text as it is, anything else as an empty one. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A number as it is, anything else as 0. */
export function asNumber(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

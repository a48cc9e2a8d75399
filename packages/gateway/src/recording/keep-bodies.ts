import type { RecordingConfig } from '@signalbox/engine';
import type { KeptBodies, KeptText, ToolStep, ToolSteps } from '../exchange/kept-bodies.ts';
import type { JsonRecord } from '../json/json-record.ts';
import { cutText } from './cut-text.ts';
import { type JsonPiece, jsonPieces } from './json-pieces.ts';
import { type GivenText, type Redact, type RedactedText, redactNothing } from './redact.ts';

/** The bodies of an exchange. */
export interface BodySources {
  readonly request: Uint8Array;
  /** As it was sent, or as the events that were sent come to; undefined where nothing was. */
  readonly response: Uint8Array | JsonRecord | undefined;
  readonly toolSteps: readonly ToolStep[];
}

/** What a record keeps of them, personal data taken out where it is asked for. */
export async function keepBodies(
  { request, response, toolSteps }: BodySources,
  { keepsRequest, keepsResponse, maxBodyBytes, maxToolBytes, maxToolSteps, redacts }: RecordingConfig,
  redact: Redact,
): Promise<KeptBodies> {
  const asked = keepsRequest ? takeApart(request, maxBodyBytes, redacts) : undefined;
  const said = keepsResponse && response !== undefined ? takeApart(response, maxBodyBytes, redacts) : undefined;
  const steps = maxToolSteps === 0 ? [] : toolSteps.slice(-maxToolSteps);
  // In one go, so that what is found in one of them is hidden in all.
  const mostOfStep = maxToolBytes === 0 ? Number.POSITIVE_INFINITY : maxToolBytes;
  const redacted = await (redacts ? redact : redactNothing)([
    ...valuesIn(asked, maxBodyBytes),
    ...valuesIn(said, maxBodyBytes),
    ...steps.map(({ text }) => ({ text, maxCharacters: mostOfStep })),
  ]);
  const taken = redacted.values();
  return {
    request: asked === undefined ? null : putTogether(asked, taken, maxBodyBytes),
    response: said === undefined ? null : putTogether(said, taken, maxBodyBytes),
    tools: toolStepsOf(steps, [...taken], maxToolBytes, toolSteps.length - steps.length),
  };
}

interface Parts {
  readonly pieces: readonly JsonPiece[];
  /** Nothing of the body is left out. */
  readonly isWhole: boolean;
  /** The text is the only value, and no JSON. */
  readonly isText: boolean;
}

/** A body by the values in it; as one text where it is no JSON, or nothing in it is to be hidden. */
function takeApart(body: Uint8Array | JsonRecord, maxBytes: number, isRead: boolean): Parts {
  if (!(body instanceof Uint8Array)) return { ...jsonPieces(body, maxBytes), isText: false };
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8');
  const json = isRead ? parsed(text) : undefined;
  if (json !== undefined) return { ...jsonPieces(json, maxBytes), isText: false };
  return { pieces: [{ kind: 'value', text, isNumber: false }], isWhole: body.length <= maxBytes, isText: true };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Kept as the text that it is.
    return undefined;
  }
}

function valuesIn(parts: Parts | undefined, maxCharacters: number): readonly GivenText[] {
  return (parts?.pieces ?? []).flatMap((piece) =>
    piece.kind === 'value' ? [{ text: piece.text, maxCharacters }] : [],
  );
}

function putTogether({ pieces, isWhole, isText }: Parts, taken: Iterator<RedactedText>, maxBytes: number): KeptText {
  let whole = '';
  let redactions = 0;
  for (const piece of pieces) {
    if (piece.kind === 'plain') {
      whole += piece.json;
      continue;
    }
    const { text, redactions: own } = taken.next().value as RedactedText;
    redactions += own;
    // A number of which a part is hidden becomes a string.
    whole += isText || (piece.isNumber && own === 0) ? text : JSON.stringify(text);
  }
  const text = cutText(whole, maxBytes);
  return { text, isTruncated: !isWhole || text.length < whole.length, redactions };
}

function toolStepsOf(
  steps: readonly ToolStep[],
  texts: readonly RedactedText[],
  maxBytes: number,
  dropped: number,
): ToolSteps {
  let left = maxBytes === 0 ? Number.POSITIVE_INFINITY : maxBytes;
  const kept = steps.map((step, at) => {
    const { text } = texts[at]!;
    const cut = left === Number.POSITIVE_INFINITY ? text : cutText(text, left);
    left -= Buffer.byteLength(cut);
    return { ...step, text: cut, isTruncated: cut.length < text.length };
  });
  return { steps: kept, dropped };
}

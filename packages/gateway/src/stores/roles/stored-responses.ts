import type { JsonRecord } from '../../json/json-record.ts';

/** An answer that can be gone on from. */
export interface ResponseBody {
  readonly kind: 'response';
  /** What was said before it, item by item, each with an id; without what came from earlier answers. */
  readonly input: readonly JsonRecord[];
  /** As the client got it. */
  readonly answer: JsonRecord;
  /** The model that answered, as the config names it. */
  readonly model: string;
  /** The conversation in which it was said: what went before lies there. Null on its own or in a chain. */
  readonly conversation: string | null;
}

/** A conversation; its items are documents of their own. */
export interface ConversationBody {
  readonly kind: 'conversation_object';
  /** As the client gets it. */
  readonly conversation: JsonRecord;
}

/** One item of a conversation. */
export interface ItemBody {
  readonly kind: 'item';
  readonly item: JsonRecord;
  /** The model that wrote it; null where the client did. */
  readonly model: string | null;
}

export type DocumentBody = ResponseBody | ConversationBody | ItemBody;

/** What is kept of a client's. */
export interface StoredDocument<Body extends DocumentBody = DocumentBody> {
  /** Unique among all documents. */
  readonly id: string;
  /** Whose it is: nobody else learns that it is there. Empty where callers are not told apart. */
  readonly owner: string;
  /** The id of the first document of its tree. All of a tree are let go of together, when none was added for long. */
  readonly tree: string;
  /** What it follows or lies in; null for the first of its tree. */
  readonly parent: string | null;
  readonly body: Body;
}

/** A document as it is carried from one store to another. */
export interface KeptDocument {
  readonly document: StoredDocument;
  /** Milliseconds since 1970, of its tree. */
  readonly touchedMs: number;
}

/** One page of what lies in a document. */
export interface ChildrenPage {
  /** Begin after the one of this id. */
  readonly after?: string | undefined;
  /** In the order in which they were added, or the other way round. */
  readonly order: 'asc' | 'desc';
  readonly limit: number;
}

/** What a store keeps; trees to which nothing was added for longest go first, and the last one that was added to stays. */
export interface ResponseBounds {
  readonly maxDocuments: number;
  readonly maxBytes: number;
  /** Since the last addition to a tree. */
  readonly maxAgeMs: number;
}

export interface ResponseStatistics {
  readonly documents: number;
  readonly trees: number;
  /** Of the documents as JSON. */
  readonly bytes: number;
}

/**
 * The role of keeping answers and conversations. What has been answered is durable, as far as the driver keeps anything
 * beyond its process. Every question rejects where the store cannot be asked.
 */
export interface ResponseStore {
  /**
   * Adds documents, all or none. False, and nothing is kept, where `onto` is gone by now: the document of the same owner
   * that they follow or lie in. One whose id is taken is left out.
   */
  keep(documents: readonly StoredDocument[], onto: string | null, timeMs: number): Promise<boolean>;
  get(id: string, owner: string): Promise<StoredDocument | undefined>;
  /** A document and all that it follows, the first one first; where one is gone, those after it. */
  chain(id: string, owner: string): Promise<readonly StoredDocument[]>;
  /** What lies in a document or follows it directly. */
  children(parent: string, owner: string, page: ChildrenPage): Promise<readonly StoredDocument[]>;
  /** Puts another body in place; false where there is no such document. */
  replace(id: string, owner: string, body: DocumentBody, timeMs: number): Promise<boolean>;
  /** Deletes one document for good; false where there is none. */
  remove(id: string, owner: string): Promise<boolean>;
  /** Deletes a document with all of its tree; false where there is none. */
  removeTree(tree: string, owner: string): Promise<boolean>;
  /** Lets go of what is beyond the bounds now; gives the number of documents. */
  prune(bounds: ResponseBounds, nowMs: number): Promise<number>;
  statistics(): Promise<ResponseStatistics>;
  /** Every document of everybody, each after what it follows, with the time of the last addition to its tree. */
  all(): AsyncIterable<KeptDocument>;
  close(): Promise<void>;
}

/** What a store keeps where nobody says otherwise. */
export const RESPONSE_BOUNDS: ResponseBounds = {
  maxDocuments: 100_000,
  maxBytes: 1024 ** 3,
  maxAgeMs: 30 * 24 * 3_600_000,
};

/** Roughly what a document costs beside its body: its row and its places in indexes. */
export const DOCUMENT_BYTES = 300;

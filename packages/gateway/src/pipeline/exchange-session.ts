import { hash } from 'node:crypto';
import type { RequestFacts, Session } from '@signalbox/engine';
import { type Caller, ownerOf } from '../access/caller.ts';

/** Of the first turn, as much goes into the id of a session that nobody names. */
const MOST_CHARACTERS = 1_000;

/** A chain or a conversation that a request goes on from. */
export interface FoundSession {
  readonly id: string;
  /** The model that answered last; undefined where nobody has, or it is not known. */
  readonly lastModel: string | undefined;
}

/** The session that an exchange is a turn of. What costs something is found out when it is asked. */
export class ExchangeSession {
  readonly #named: string | null;
  #found: FoundSession | undefined;
  #facts: RequestFacts | undefined;
  #caller: Caller | undefined;
  #derived: string | undefined;

  /** `named`: the client's own id, or null. */
  constructor(named: string | null) {
    this.#named = named;
  }

  /** What the request turned out to be; everything but the name needs it. */
  begin(facts: RequestFacts, caller: Caller): void {
    this.#facts = facts;
    this.#caller = caller;
  }

  /** The request goes on from what is stored. */
  goesOn(found: FoundSession): void {
    this.#found = found;
  }

  /** The client's own id, else that of the chain or conversation; null where there is none: costs nothing. */
  get known(): string | null {
    return this.#named ?? this.#found?.id ?? null;
  }

  /** The same, else one made of the caller and the conversation's first turn; null for a request that was not read. */
  get id(): string | null {
    return this.known ?? this.#fingerprint() ?? null;
  }

  /** Which turn of the user's this is, the first being 1; null for a request that was not read. */
  get turn(): number | null {
    if (this.#facts === undefined) return null;
    let turns = 0;
    for (const { role } of this.#facts.messages) if (role === 'user') turns++;
    return Math.max(1, turns);
  }

  /** Nobody has answered yet. */
  get isFirstTurn(): boolean {
    return this.#facts?.messages.every(({ role }) => role !== 'assistant') === true;
  }

  /** What to remember the session by: no two callers share one. Null for a request that was not read. */
  get key(): string | null {
    return this.#caller === undefined || this.id === null ? null : `${ownerOf(this.#caller)} ${this.id}`;
  }

  /** For the engine, with the last model where it is known; undefined for a session that nobody names. */
  get facts(): Session | undefined {
    const { known } = this;
    return known === null ? undefined : { id: known, lastModel: this.#found?.lastModel };
  }

  #fingerprint(): string | undefined {
    const first = this.#facts?.messages.find(({ role }) => role === 'user');
    if (first === undefined) return undefined;
    const whose = `${ownerOf(this.#caller!)}\0${this.#facts!.user ?? ''}`;
    this.#derived ??= `turn-${hash('sha1', `${whose}\0${first.text.slice(0, MOST_CHARACTERS)}`, 'hex').slice(0, 20)}`;
    return this.#derived;
  }
}

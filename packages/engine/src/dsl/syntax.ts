import type { Comment } from './tokens.ts';

/** What stands around a piece of a policy text: kept by the formatter, ignored by everything else. */
export interface Surroundings {
  readonly leading: readonly Comment[];
  readonly trailing?: Comment | undefined;
  /** An empty line stands before it. */
  readonly isApart: boolean;
  /** An empty line stands between it and the comments before it. */
  readonly isDetached: boolean;
}

export interface Name {
  readonly text: string;
  readonly at: number;
}

export type Value =
  | { readonly type: 'text'; readonly text: string; readonly at: number }
  /** `${NAME}` without quotes: its text becomes a number or true/false where it reads as one. */
  | { readonly type: 'reference'; readonly text: string; readonly at: number }
  | { readonly type: 'plain'; readonly value: number | boolean | null; readonly at: number }
  | {
      readonly type: 'list';
      readonly items: readonly Item[];
      readonly at: number;
      /** Comments after the last item. */
      readonly rest: readonly Comment[];
    }
  | {
      readonly type: 'object';
      readonly fields: readonly Field[];
      readonly at: number;
      readonly rest: readonly Comment[];
    };

export interface Item extends Surroundings {
  readonly value: Value;
}

export interface Field extends Surroundings {
  readonly type: 'field';
  readonly key: Name;
  readonly value: Value;
  /** Where its value ends; absent where it was not read from a text. */
  readonly end?: number | undefined;
}

/** A rule tree as the text has it. */
export type Expression =
  | {
      readonly type: 'leaf';
      readonly kind: Name;
      readonly name: Name;
      readonly fields: readonly Field[];
      readonly at: number;
    }
  | {
      readonly type: 'group';
      readonly operator: 'AND' | 'OR' | 'NOT';
      readonly parts: readonly Part[];
      readonly at: number;
    };

export interface Part extends Surroundings {
  readonly expression: Expression;
}

/** One of the models that a route may use. */
export interface ModelUse extends Surroundings {
  readonly name: Name;
  /** Written as a word: the variable of a loop. */
  readonly isVariable?: boolean;
  readonly options: readonly Field[];
}

/** `KEYWORD names (options) value { … }`: what of it a keyword has, its shape says. */
export interface Block extends Surroundings {
  readonly type: 'block';
  readonly keyword: string;
  readonly at: number;
  /** Where its last token ends; absent where it was not read from a text. */
  readonly end?: number | undefined;
  readonly names: readonly Name[];
  readonly options: readonly Field[];
  readonly value?: Value | undefined;
  readonly condition?: Part | undefined;
  readonly models: readonly ModelUse[];
  /** What a loop goes over: a list of texts, or a word, kept as a text. */
  readonly source?: Value | undefined;
  readonly body?: Body | undefined;
  /** Something in it could not be read: what is said about the rest of it may be an echo. */
  readonly isBroken: boolean;
}

/** `"query" -> route` */
export interface TestCase extends Surroundings {
  readonly type: 'case';
  readonly query: Name;
  readonly route: Name;
}

export type Statement = Field | Block | TestCase;

export interface Body {
  readonly statements: readonly Statement[];
  readonly rest: readonly Comment[];
}

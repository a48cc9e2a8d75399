import { createStore } from '../../lib/store.ts';
import { type Answer, type Conversation, NEW_SETTINGS, newConversation, type Turn } from './conversation.ts';

const KEPT = 'signalbox.conversations';
const MOST_KEPT = 50;
const WRITE_PAUSE_MS = 400;

/** All conversations of this browser, the newest first. */
export const conversationsStore = createStore<readonly Conversation[]>(read());

function read(): readonly Conversation[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? '[]') as readonly Conversation[];
    return kept.map(interrupted);
  } catch {
    // Written by another version, or by hand: begin anew.
    return [];
  }
}

/** What still streamed when the page closed does so no more; settings of later come with their defaults. */
function interrupted(conversation: Conversation): Conversation {
  const end = (answer: Answer): Answer => (answer.state === 'streaming' ? { ...answer, state: 'stopped' } : answer);
  return {
    ...conversation,
    settings: { ...NEW_SETTINGS, ...conversation.settings },
    turns: conversation.turns.map((turn) => ({ ...turn, answers: turn.answers.map(end) })),
  };
}

let writing: ReturnType<typeof setTimeout> | undefined;
conversationsStore.subscribe(() => {
  clearTimeout(writing);
  writing = setTimeout(write, WRITE_PAUSE_MS);
});

// What was said in the last moment is kept too.
addEventListener('pagehide', write);

function write(): void {
  const kept = conversationsStore.get().slice(0, MOST_KEPT).map(toBeKept);
  try {
    localStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // The browser's room is full: pictures go first.
    const slim = kept.map((each) => ({ ...each, turns: each.turns.map((turn) => ({ ...turn, pictures: [] })) }));
    localStorage.setItem(KEPT, JSON.stringify(slim.slice(0, MOST_KEPT / 5)));
  }
}

/** Without secrets, and without what would fill the browser's room. */
function toBeKept(conversation: Conversation): Conversation {
  const slim = (answer: Answer): Answer =>
    answer.route === undefined ? answer : { ...answer, route: { ...answer.route, trace: undefined } };
  return {
    ...conversation,
    settings: { ...conversation.settings, apiKey: '' },
    turns: conversation.turns.map((turn) => ({ ...turn, answers: turn.answers.map(slim) })),
  };
}

export function findConversation(id: string | undefined): Conversation | undefined {
  return conversationsStore.get().find((conversation) => conversation.id === id);
}

/** Begins one with the settings of the last. */
export function beginConversation(): Conversation {
  const conversation = newConversation(conversationsStore.get()[0]?.settings);
  conversationsStore.set([conversation, ...conversationsStore.get().filter(({ turns }) => turns.length > 0)]);
  return conversation;
}

export function changeConversation(id: string, change: (conversation: Conversation) => Conversation): void {
  conversationsStore.set(conversationsStore.get().map((each) => (each.id === id ? change(each) : each)));
}

export function removeConversation(id: string): void {
  conversationsStore.set(conversationsStore.get().filter((each) => each.id !== id));
}

export function changeTurn(conversation: string, id: string, change: (turn: Turn) => Turn): void {
  changeConversation(conversation, (each) => ({
    ...each,
    turns: each.turns.map((turn) => (turn.id === id ? change(turn) : turn)),
  }));
}

export function changeAnswer(conversation: string, turn: string, id: string, change: (answer: Answer) => Answer): void {
  changeTurn(conversation, turn, (each) => ({
    ...each,
    answers: each.answers.map((answer) => (answer.id === id ? change(answer) : answer)),
  }));
}

import type { Random } from '../random.ts';

const NAMES = [
  'Anna',
  'Ben',
  'Carla',
  'David',
  'Emma',
  'Farid',
  'Grace',
  'Hugo',
  'Ines',
  'Jack',
  'Kofi',
  'Lena',
  'Mr. Brown',
  'Nora',
  'Omar',
  'Paula',
];
const ITEMS = [
  'apples',
  'books',
  'marbles',
  'cookies',
  'tickets',
  'pencils',
  'eggs',
  'stickers',
  'coins',
  'flowers',
  'boxes of tea',
  'toy cars',
  'pages',
  'cupcakes',
];
const ROLES = [
  'travel guide',
  'job interviewer',
  'poet',
  'personal trainer',
  'debate coach',
  'chef',
  'Linux terminal',
  'career counselor',
  'novelist',
  'language teacher',
  'product manager',
  'film critic',
  'software architect',
  'motivational speaker',
];
const SUBJECTS = [
  'The old bridge',
  'A young teacher',
  'The museum',
  'Our team',
  'The river',
  'A local farmer',
  'The new law',
  'His sister',
  'The festival',
  'The company',
];
const ACTIONS = [
  'was opened in spring',
  'moved to a smaller town',
  'won the second prize',
  'changed its name twice',
  'closed after ten years',
  'sold most of the land',
  'wrote a letter to the mayor',
  'crossed the border at night',
];
const THINGS = [
  'dog',
  'ball',
  'park',
  'umbrella',
  'train',
  'kitchen',
  'guitar',
  'snow',
  'window',
  'boat',
  'horse',
  'street',
];

/** An English text that sets a task on what it says itself: a word problem, a role to play, two sentences to compare. */
export function selfContainedTask(random: Random): string {
  const [a, b, c] = [2 + random.below(40), 2 + random.below(12), 1 + random.below(9)];
  const name = random.pick(NAMES);
  const friend = random.pick(NAMES);
  const items = random.pick(ITEMS);
  const role = random.pick(ROLES);
  const first = `${random.pick(SUBJECTS)} ${random.pick(ACTIONS)}.`;
  const second = `${random.pick(SUBJECTS)} ${random.pick(ACTIONS)}.`;
  const words = [random.pick(THINGS), random.pick(THINGS), random.pick(THINGS)].join(', ');
  return random.pick([
    `${name} has ${a} ${items}. ${friend} has ${b} times as many. How many ${items} do they have altogether?`,
    `${name} buys ${a} ${items} for $${b} each and sells them for $${b + c} each. How much profit does ${name} make?`,
    `There are ${a * b} ${items} in ${b} bags. If ${name} takes ${c} from every bag, how many ${items} are left?`,
    `${name} works ${b} hours a day for ${c} days and earns $${a} per hour. How much money does ${name} earn in total?`,
    `It takes ${name} ${a} minutes to walk to school and ${friend} ${b} minutes longer. How many minutes do both walk in ${c} days?`,
    `Every week ${name} reads ${a} pages. After ${b} weeks, ${c} pages are missing to the end. How long is the book?`,
    `I want you to act as a ${role}. I will give you a topic and you will reply with suggestions only. My first request is "help me start".`,
    `Act as a ${role}. Your task is to ask me questions one at a time and wait for my answers.`,
    `You are a ${role} with many years of experience. Give feedback on the draft that I paste below, in a friendly tone.`,
    `Imagine you are a ${role}. Describe your morning in the first person.`,
    `Sentence 1: ${first}\nSentence 2: ${second}\nDo both sentences say the same thing? Yes or no.`,
    `${first} Question: ${second} True or false?`,
    `Paraphrase the sentence: ${first}`,
    `${first} ${second} Is the second a rewording of the first?`,
    `Write one sentence that uses all of these words: ${words}`,
    `From the words ${words}, form a sensible sentence.`,
    `Read this short story: ${first} ${second} Which of the two came first? (A) the one (B) the other`,
    `Here is a text: ${first} ${second} What is a good title for it?`,
    `remind me to call ${name} at ${b} o'clock`,
    `turn off the lights in ${c} minutes`,
    `add ${items} to my shopping list`,
    `send ${name} a message that I am late`,
    `how is my calendar looking on day ${c}`,
    `play something by my favourite band`,
    `set the volume to ${a}`,
    `is it going to rain this afternoon`,
  ]);
}

import type { Random } from '../random.ts';

/** Ways to put one request: where one of a line fits, any other of it may stand. `*` is the rest of the request. */
const FRAMES = [
  [
    'how do i *',
    'how can i *',
    "what's the best way to *",
    'what is the way to *',
    'tell me how to *',
    'i want to *, how do i do that',
    'steps to *',
    'how to *',
    'what do i have to do to *',
    'show me how to *',
    'i need to *',
    'is there a way to *',
    'can you help me *',
    'how should i *',
    'what is a good way to *',
  ],
  [
    'what is *',
    "what's *",
    'tell me what * is',
    'explain *',
    'can you explain *',
    'define *',
    'what does * mean',
    'please tell me about *',
    'give me an explanation of *',
    'i want to know what * is',
  ],
  ['what are *', 'tell me *', 'list *', 'can you name *', 'which are *', 'give me *'],
  [
    'can you tell me *',
    'tell me *',
    'i would like to know *',
    'do you know *',
    'could you tell me *',
    'please tell me *',
    'i need to know *',
    "i'd like you to tell me *",
  ],
  ['can i *', 'is it possible to *', 'am i able to *', 'may i *', 'am i allowed to *'],
  ['i want to *', "i'd like to *", 'i need to *', 'please help me to *', 'how do i *'],
  ['why is *', "what's the reason that * is", 'how come * is'],
  ['how much is *', 'what does * cost', "what's the price of *", 'how much does * cost'],
  ['how many *', 'what is the number of *'],
  ['where is *', 'where can i find *', 'in which place is *', 'tell me the location of *'],
  ['when is *', 'on what date is *', 'at what time is *'],
  ['give me *', 'i need *', 'show me *', 'can i get *', 'please give me *', 'i would like *'],
  ['write *', 'compose *', 'please write *', 'can you write *', 'i need you to write *', 'draft *'],
  ['recommend *', 'suggest *', 'can you recommend *', 'what * do you recommend', 'do you know *'],
  ['set *', 'please set *', 'can you set *', 'i need you to set *'],
  ['play *', 'please play *', 'i want to hear *', 'put on *', 'can you play *'],
] as const;

const SWAPS: readonly (readonly [RegExp, readonly string[]])[] =
  `delete remove|buy purchase|picture photo image|movie film|phone mobile|big large|help assist|begin start|error problem issue|
   quickly fast|need require|create make|fix repair|city town|job work|money cash|cheap inexpensive|trip journey|recommend suggest|
   meaning definition|message note|see view|show display|find locate|explain describe|bill invoice|card cards|transfer transfers|
   weather forecast|restaurant place to eat|car vehicle|doctor physician|mom mother|dad father|holiday vacation|amount quantity|
   maximum max|minimum min|information info|application app|account accounts|favorite favourite|color colour|right now currently|
   today's the current|best greatest|good great|don't do not|can't cannot|what's what is|i'm i am|i've i have|isn't is not|wanna want to`
    .replaceAll('\n', '')
    .split('|')
    .flatMap((group) => {
      const parts = group.trim();
      const [first = '', ...others] = parts.split(/ (?=\S)/);
      const rest = others.join(' ');
      return [
        [new RegExp(`\\b${first}\\b`, 'i'), [rest.split(' ').length > 2 ? rest : others[0]!]] as const,
        ...(others.length === 1 ? [[new RegExp(`\\b${others[0]}\\b`, 'i'), [first]] as const] : []),
      ];
    });

const BEFORE = ['please ', 'hi, ', 'hey ', 'ok ', 'so ', 'could you help me: ', 'quick question: ', 'hello, '];
const AFTER = [' please', ' thanks', '?', '', ' thank you', ', any idea', ' pls'];

/** The request in other words: another frame, other words for some, politeness. Mostly it asks the same. */
export function reword(text: string, random: Random): string {
  let changed = text.replace(/[?.!]+\s*$/, '');
  const fitting = FRAMES.flatMap((frames) =>
    frames.flatMap((frame) => {
      const [head, tail] = frame.split('*') as [string, string];
      const folded = changed.toLowerCase();
      const isThere = tail === '' && folded.startsWith(head) && folded.length > head.length + 2;
      return isThere ? [{ frames, rest: changed.slice(head.length) }] : [];
    }),
  );
  if (fitting.length > 0 && random.next() < 0.85) {
    const { frames, rest } = random.pick(fitting);
    changed = random.pick(frames).replace('*', rest);
  }
  for (const [pattern, others] of SWAPS) {
    if (random.next() < 0.5) changed = changed.replace(pattern, random.pick(others));
  }
  if (random.next() < 0.2) changed = random.pick(BEFORE) + changed;
  if (random.next() < 0.3) changed += random.pick(AFTER);
  if (random.next() < 0.3) changed = changed.toLowerCase();
  return random.next() < 0.5 ? `${changed}?` : changed;
}

/** Ways to ask something else of the same words: of each line one, never two. */
const QUESTIONS = [
  ['how do i', 'how can i', 'how to', 'show me how to', 'what is the best way to', 'steps to'],
  ['why do i', 'what is the reason to', 'why should i', 'why'],
  ['when do i', 'when should i', 'when'],
  ['where do i', 'where can i', 'where'],
  ['should i', 'is it a good idea to', 'do i have to'],
  ['how often do i', 'how often should i'],
  ['how long does it take to'],
  ['how much does it cost to'],
  ['who can', 'who'],
  ['what is', "what's", 'explain', 'define', 'what does', 'what are'],
  ['is this', 'is there', 'are there', 'do you have', 'is'],
  ['who is', 'who was', 'who made'],
  ['where is', 'where are', 'where can i find'],
  ['when is', 'when was'],
  ['how many', 'how much is', 'count'],
  ['how big is', 'how old is', 'how far is', 'how high is'],
  ['write', 'compose', 'draft', 'write me'],
  ['explain', 'summarize', 'shorten'],
  ['translate'],
  ['what can you', 'can you'],
  ['what can i', 'can i', 'may i'],
  ['buy', 'order'],
  ['delete', 'remove'],
] as const;

/** The request with another question in front; undefined where it begins with none that is known. */
export function askOtherwise(text: string, random: Random): string | undefined {
  const folded = text.toLowerCase();
  const fitting = QUESTIONS.flatMap((line) => line.filter((head) => folded.startsWith(`${head} `)));
  const head = fitting.sort((a, b) => b.length - a.length)[0];
  if (head === undefined) return undefined;
  const others = QUESTIONS.filter((line) => !line.some((each) => each === head));
  const asked = random.pick(random.pick(others));
  return asked[0]!.toUpperCase() + asked.slice(1) + text.slice(head.length);
}

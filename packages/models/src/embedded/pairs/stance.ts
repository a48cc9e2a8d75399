/** Says that nothing is known or said: there is nothing to support. */
const REFUSAL = new RegExp(
  [
    "\\bi (do not|don't|dont|really don't|didn't) (know|have|remember|find|see)\\b",
    "\\b(i am|i'm|im) (not (sure|certain|aware|able)|unsure|unable|afraid)\\b",
    "\\bi (cannot|can't|could not|couldn't) (say|tell|answer|determine|find|help|provide)\\b",
    '\\b(sorry|apologi[sz]e)\\b',
    "\\b(not|n't) (enough|sufficient) (information|context|details?)\\b",
    '\\bno (information|answer|mention|details?) (is|are|was|were|about|on|regarding|in|available|provided)\\b',
    "\\b(text|context|passage|document|article)s? (does|do|did) ?(not|n't) (say|state|mention|tell|specify|provide|contain|give|answer|include)\\b",
    "\\b(is|are|was|were) ?(not|n't) (mentioned|stated|specified|given|provided|said)\\b",
    '\\b(unknown|unanswerable|cannot be (answered|determined))\\b',
    '(不知道|不清楚|不确定|无法(回答|确定|判断|得知)|没有(提到|提及|说明|给出|相关信息)|未(提及|提到|说明|给出)|抱歉|对不起)',
  ].join('|'),
  'i',
);

/** Speaks of the speakers rather than of the world. */
const FIRST_PERSON = /\b(i|i'm|i've|i'd|i'll|my|me|mine|myself|we|our|us)\b|我|咱/gi;
const SECOND_PERSON = /\b(you|your|yours|you're|u)\b|你|您/gi;
const FEELING =
  /\b(yes|yeah|yep|no|nope|oh|wow|haha|lol|hi|hello|hey|thanks|thank|sure|ok|okay|great|cool|awesome|nice|amazing|love|hope|think|believe|guess|wonder|feel|favorite|favourite)\b|哈哈|谢谢|你好|觉得|喜欢|希望/gi;
const HEDGE =
  /\b(about|around|approximately|roughly|nearly|almost|perhaps|maybe|probably|possibly|may|might|could|seems?|likely|some)\b|大约|大概|左右|可能|也许/gi;

/** How a sentence stands to what it says. */
export interface Stance {
  readonly isRefusal: boolean;
  readonly firstPerson: number;
  readonly secondPerson: number;
  readonly feeling: number;
  readonly hedges: number;
  readonly isQuestion: boolean;
}

/** Reads the stance of one sentence; of a very long one its beginning. */
export function stanceOf(sentence: string): Stance {
  const start = sentence.slice(0, 2000);
  const count = (pattern: RegExp) => start.match(pattern)?.length ?? 0;
  return {
    isRefusal: REFUSAL.test(start),
    firstPerson: count(FIRST_PERSON),
    secondPerson: count(SECOND_PERSON),
    feeling: count(FEELING),
    hedges: count(HEDGE),
    isQuestion: /[?？؟]\s*$/.test(start),
  };
}

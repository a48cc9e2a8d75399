/** What kind of answer a question asks for, as far as its words tell. */
export interface QuestionKind {
  readonly asksNumber: boolean;
  readonly asksPerson: boolean;
  readonly asksPlace: boolean;
  readonly asksYesNo: boolean;
  readonly asksChoice: boolean;
}

const NUMBER =
  /\b(how (many|much|long|old|far|tall|large|big|high|often)|when|what (year|date|day|time|percentage|number|age|century|decade)|which (year|date|century|decade)|wie ?viele?|wann|cuánt[oa]s?|cuándo|câ[tț]i|când|kaç|ne zaman|bao nhiêu|khi nào|năm nào)\b|сколько|когда|πόσ|πότε|كم|متى|कितन|कब|กี่|เท่าไ|เมื่อ|多少|几|何时|什么时候|哪年|哪一年|多长|多大/i;
const PERSON =
  /\b(who|whom|whose|wer|wem|wen|quién|quiénes|cine|kim|ai)\b|кто|кого|кем|ποιος|ποιον|من |कौन|किसने|ใคร|谁/i;
const PLACE =
  /\b(where|what (city|country|state|place|town|county)|which (city|country|state)|wo|woher|wohin|dónde|unde|nerede|nereye|ở đâu)\b|где|куда|πού|أين|कहाँ|कहां|ที่ไหน|哪里|哪儿|何处|哪个国家|哪个城市|在哪/i;
const YES_NO =
  /^\W*(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b|^\W*(are|were|was|is) both\b|(是否|吗[？?]?$)/i;
const CHOICE = /\b(or|oder|ou|или|hoặc|veya)\b|还是|或者/i;

/** Reads a question's words. */
export function questionKindOf(question: string): QuestionKind {
  const start = question.slice(0, 2000);
  return {
    asksNumber: NUMBER.test(start),
    asksPerson: PERSON.test(start),
    asksPlace: PLACE.test(start),
    asksYesNo: YES_NO.test(start),
    asksChoice: CHOICE.test(start),
  };
}

/** What a request asks for, by the words it is put in: bits, as a request may ask in two ways at once. */
const KINDS: readonly RegExp[] = [
  /\bhow (?:do|can|should|would|could|to|does one|did)\b|\bhow (?:is|are) .{1,60}(?:ed|made|done|built|grown|won)\b|\b(?:steps?|guide|instructions|procedure|process|technique|trick|method|way|tips|remedies|advice)\b|\bwhat (?:do|should|can|must|could) (?:i|we|you)\b|\bhelps?\b|\bshow me how|怎么|如何|怎样|怎么办|方法|\bwie\b|\bcómo\b|\bcomment\b/,
  /\bhow many\b|\bnumber of\b|\bhow much\b|\bamount\b|\bcount\b|多少|几个|\bwie viel|\bcuánt|\bcombien\b/,
  /\bhow long\b|\bduration\b|\bhow many (?:days|weeks|months|years|hours|minutes)\b|\buntil when\b|\btime does .* take|多久|多长时间|\bwie lange\b/,
  /\bwhen\b|\bwhat (?:year|date|day|month|time)\b|\b(?:in|on|at) (?:which|what) (?:year|date|day|month|time|season)\b|\bwhich (?:month|year|season|day)\b|\bdeadline\b|什么时候|哪年|几点|何时|\bwann\b|\bcuándo\b|\bquand\b/,
  /\bwhere\b|\b(?:which|what) (?:city|place|country|town|area)\b|\blocation\b|\bbirthplace\b|\bheadquarters\b|哪里|哪儿|在哪|\bwo\b|\bdónde\b|\boù\b/,
  /\bwho\b|\bwhom\b|\bwhose\b|\bwhich (?:person|author|artist|actor|scientist|inventor|writer|director|composer|people|team)\b|谁|\bwer\b|\bquién\b|\bqui\b/,
  /\bwhy\b|\breasons?\b|\bcauses?\b|\bhow come\b|\bmakes?\b|\bwhat led\b|\bdue to\b|为什么|原因|\bwarum\b|\bpor qué\b|\bpourquoi\b/,
  /\bwhat (?:is|are|'s|was|were)\b|\bwhat's\b|\bexplain\b|\bdefin|\bmean|\bdescribe\b|\btell me about\b|什么是|是什么|解释|\bwas ist\b|\bqué es\b/,
  /\bdifferen|\bversus\b|\bvs\b|\bcompare|\bdistinguish|\bdiffer\b|区别/,
  /^\W*(?:is(?! there a (?:way|trick))|are|was|were|do(?! you (?:know|have any idea))|does|did|has|have|had|can(?! you)|could(?! you)|will(?! you)|may|am)\b|吗|是否/,
  /^\W*should\b|\bworth|\bgood idea\b|\bmakes? sense\b|\bpay off\b|\bbetter to\b|值得|应该/,
  /\b(?:and|or)\b.{0,30}\?|还是/,
  /\bcosts?\b|\bprices?\b|\bfees?\b|\bexpensive\b|\bcharge\b|\bpay\b|多少钱|\bkostet\b|\bcuesta\b/,
  /\bhow (?:old|tall|big|far|deep|high|large|heavy|fast|hot|cold|wide|often|likely)\b|\b(?:age|height|size|distance|depth|speed|temperature|weight|width|frequen\w+)\b|多高|多大|多远|多深/,
  /\b(?:write|compose|draft|generate|create|make up|come up)\b|写|作一/,
  /\b(?:recommend|suggest|ideas?|which .* should|what .* should|good|best)\b|推荐|建议/,
  /\b(?:translate|translation|how (?:do|would) (?:you|i|one) say|what is .* in)\b|翻译/,
  /\b(?:example|sample|instance)\b|例/,
  /\b(?:summar\w+|recap|shorten|condense|plot|sum up|overview)\b|总结|摘要/,
];
const READ = 400;

/** Kinds of answer told apart. */
export const ASKED_KINDS = KINDS.length;

/** One bit for each kind of answer that the folded text asks for. */
export function askedKinds(folded: string): number {
  const head = folded.slice(0, READ);
  let bits = 0;
  for (const [bit, pattern] of KINDS.entries()) if (pattern.test(head)) bits |= 1 << bit;
  return bits;
}

/** Bits set. */
export function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

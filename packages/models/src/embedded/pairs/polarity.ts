import { wordHash } from './word-form.ts';

/** Words that deny, by language: a claim and its evidence should hold as many of them. */
const DENIALS =
  'not no never none nobody nothing neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont ' +
  'wouldnt couldnt shouldnt hasnt havent hadnt aint hardly barely scarcely fails failed lack lacks lacked unable ' +
  'nicht kein keine keinen keiner nie ohne ni nunca sin jamás jamais sans pas non nu fără не нет ни без никогда ' +
  'δεν όχι χωρίς değil yok hiç không chưa नहीं बिना لا لم لن ليس بدون';
const DENYING_GLYPHS = '不没沒無无未非勿ไม่';

/**
 * Words of which one denies the other. A line holds two sides parted by `|`; each word of one side is opposed to
 * each word of the other.
 */
const OPPOSITES = `
increase increases increased increasing rise rises rising rose grow grows growing grew growth gain gains up upward higher|decrease decreases decreased decreasing decline declines declined declining fall falls falling fell shrink shrinks shrank drop drops dropped dropping reduce reduces reduced reducing reduction loss losses down downward lower
more most greater larger bigger|less fewer least smaller
high highest|low lowest
large big huge great|small little tiny minor
first earliest initially initial|last latest finally final
early earlier before prior previously|late later after afterwards subsequently
old older oldest elder|new newer newest young younger youngest recent
long longer longest|short shorter shortest brief
strong stronger strongest strength|weak weaker weakest weakness
good better best|bad worse worst poor poorer
positive positively|negative negatively
success successful successfully succeed succeeded|failure unsuccessful unsuccessfully fail failed
accept accepts accepted accepting|reject rejects rejected rejecting refuse refuses refused decline declined
allow allows allowed permit permits permitted|forbid forbids forbade forbidden ban bans banned prohibit prohibits prohibited prevent prevents prevented
agree agrees agreed agreement|disagree disagrees disagreed disagreement
like likes liked love loves loved enjoy enjoys|dislike dislikes disliked hate hates hated
support supports supported favor favors favored|oppose opposes opposed against
include includes included including|exclude excludes excluded excluding
win wins won winning victory|lose loses lost losing defeat
begin begins began begun start starts started starting open opens opened opening|end ends ended ending stop stops stopped finish finishes finished close closes closed closing
buy buys bought buying purchase purchases purchased|sell sells sold selling sale
give gives gave given send sends sent|receive receives received take takes took taken
add adds added adding|remove removes removed removing
enable enables enabled|disable disables disabled
same identical similar equal|different distinct unlike unequal
true right correct accurate|false wrong incorrect inaccurate
easy easier easily simple|difficult harder hard complex complicated
fast faster quick quickly rapid rapidly|slow slower slowly
cheap cheaper inexpensive affordable|expensive costly
free|paid
hot hotter warm warmer|cold colder cool cooler
light lighter bright|dark darker heavy heavier
north northern|south southern
east eastern|west western
left|right
above over|below under beneath
inside within indoor indoors|outside beyond outdoor outdoors
male man men boy boys father son brother husband he his|female woman women girl girls mother daughter sister wife she her
alive living born|dead died death
public publicly|private privately
rich richer wealthy|poor poorer
major|minor
often frequently frequent usually always|rarely rare seldom never occasionally
all every everyone|none no nobody
many several multiple numerous|few one single
many|few
likely probable probably|unlikely improbable
possible able can|impossible unable cannot
common widespread|uncommon rare
active actively|inactive passive
present presence|absent absence
full fully|empty partially partly
safe safely safer|dangerous unsafe
happy glad pleased|sad unhappy angry disappointed
confident certain sure|uncertain unsure doubtful
optimistic|pessimistic
approve approves approved approval|disapprove disapproves reject rejected
encourage encourages encouraged|discourage discourages discouraged
improve improves improved improving improvement|worsen worsens worsened worsening deteriorate deteriorated
expand expands expanded expanding expansion|contract contracts contracted shrink shrinking reduce
exceed exceeds exceeded outperform outperforms outperformed|underperform underperforms underperformed below
internal|external
local|global foreign
domestic|foreign international
maximum max|minimum min
majority most|minority few
ancient|modern
urban|rural
legal lawful|illegal unlawful
natural|artificial
direct directly|indirect indirectly
temporary temporarily|permanent permanently
voluntary voluntarily|mandatory compulsory required
visible|invisible hidden
arrive arrives arrived|leave leaves left depart departed
push pushes pushed|pull pulls pulled
sit sits sitting|stand stands standing
import imports imported|export exports exported
offline|online
supervised|unsupervised
with|without
`;

/** The same for Han characters: each pair one against the other. */
const OPPOSITE_GLYPHS =
  '增减 升降 多少 高低 大小 长短 上下 前后 先后 早晚 新旧 老少 强弱 好坏 成败 胜负 买卖 开关 进出 内外 东西 南北 左右 男女 生死 冷热 快慢 轻重 远近 易难 真假 正反 加减 首末';

const HASHES_OF_DENIALS = new Set(DENIALS.split(' ').map(wordHash));
const DENYING_CODES = new Set([...DENYING_GLYPHS].map(wordHash));

/** Whether a word (by its hash) denies what is said. */
export function isDenial(word: number): boolean {
  return HASHES_OF_DENIALS.has(word) || DENYING_CODES.has(word);
}

const OPPOSED = opposed();

/** Hashes of the words that stand against a word; undefined for most. */
export function oppositesOf(word: number): readonly number[] | undefined {
  return OPPOSED.get(word);
}

function opposed(): Map<number, number[]> {
  const table = new Map<number, number[]>();
  const link = (left: number, right: number) => {
    const known = table.get(left);
    if (known === undefined) table.set(left, [right]);
    else if (!known.includes(right)) known.push(right);
  };
  for (const [left, right] of oppositeSides()) {
    for (const one of left) {
      for (const other of right) {
        link(wordHash(one), wordHash(other));
        link(wordHash(other), wordHash(one));
      }
    }
  }
  return table;
}

/** The two sides of every line of opposites: the words of one deny those of the other. */
export function oppositeSides(): readonly (readonly [readonly string[], readonly string[]])[] {
  const lines = OPPOSITES.trim()
    .split('\n')
    .map((line) => line.split('|').map((side) => side.split(' ')) as [string[], string[]]);
  const glyphs = OPPOSITE_GLYPHS.split(' ').filter((pair) => pair.length === 2);
  return [...lines, ...glyphs.map((pair): [string[], string[]] => [[pair[0]!], [pair[1]!]])];
}

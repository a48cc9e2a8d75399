import { wordHash } from '../pairs/word-form.ts';

const words = (text: string) => text.trim().split(/\s+/);
const hashes = (text: string): ReadonlySet<number> => new Set(words(text).map(wordHash));

/** Words that only dress a request: whoever leaves them out asks the same. */
export const DRESSING = hashes(`
a an the please pls plz kindly can could would will you your u me i my we our us to of for in on at is are was were be am do does did have has
tell show give explain describe know want need like help hi hello hey thanks thank just some any there it its this that these those
what whats how which so and or if as by with about into from get let lets should may might must
der die das den dem ein eine einen ist sind ich du mir mein meine meinen bitte kannst kann wie was für von zu und es man
el la los las un una es son yo me mi mis por favor puedes puedo cómo qué de en para y se
le les un une est sont je tu moi mon ma mes comment que quel quelle de du des en pour et il s l d qu
的 了 吗 呢 我 你 您 请 帮 一 下 是 什 么 怎 如 何 样 可 以 想 要 给 把 吧 啊 有 个
`);

/** Opposites in requests, beside those of claims: each word of one side is opposed to each of the other. */
export const OPPOSED_IN_REQUESTS = `
on|off
up|down
activate activated|deactivate deactivated
install installing|uninstall uninstalling
subscribe|unsubscribe
follow|unfollow
lock locked|unlock unlocked
mute|unmute
connect connected|disconnect disconnected
import|export
upload|download
encrypt|decrypt
encode encoded|decode decoded
compress zip|extract decompress unzip
mount|unmount
attach|detach
grant|revoke
join|leave
block|unblock
show|hide
freeze|unfreeze thaw
link|unlink
pause|resume continue
upgrade|downgrade
lend lending|borrow borrowing
raise|lower
gain|lose
heat warm|cool
tighten|loosen
fill|drain empty
eat|avoid
pros advantages benefits|cons disadvantages drawbacks
formal|informal casual
short shorter shorten|long longer lengthen
before|after
next|previous last
ascending|descending
synonym synonyms|antonym antonyms
debit|credit
lost|stolen found
deposit|withdraw withdrawal
incoming|outgoing
input|output
read reading|write writing
push|pull
single|double multiple
horizontal horizontally|vertical vertically
row rows|column columns
top|bottom
front|back
brighter|darker dimmer
louder|quieter
always|never
accept confirm approve|decline cancel reject deny
aktiviere aktivieren einschalten|deaktiviere deaktivieren ausschalten
ein an|aus
mit|ohne
activo activar|desactivo desactivar
abro abrir|cierro cerrar
con|sin
activer|désactiver
ouvrir|fermer
avec|sans
legal|illegal
possible|impossible
domestic national|international foreign
sunrise|sunset
lease rent|buy own
gross|net
supply|demand
import imports|export exports
asset assets|liability liabilities
`;

/** Opposites of two Han characters each. */
export const OPPOSED_GLYPHS =
  '开启 关闭,开 关,安装 卸载,上传 下载,增加 减少,高 低,带 不带,付款 退款,买 卖,打开 关闭,登录 退出,订阅 取消,添加 删除,之前 之后';

/** Words for the length of time, distance, weight, money and such; those of a line are one. */
export const UNITS = `
second seconds sec secs
minute minutes min mins
hour hours hr hrs
day days
week weeks
month months
year years
mile miles
kilometer kilometers kilometre kilometres km
meter meters metre metres
centimeter centimeters cm
inch inches
foot feet ft
yard yards
gram grams
kilogram kilograms kilo kilos kg
pound pounds lb lbs
ounce ounces oz
mg milligram milligrams
ml milliliter milliliters
liter liters litre litres
gallon gallons
cup cups
tablespoon tablespoons tbsp
teaspoon teaspoons tsp
celsius centigrade
fahrenheit
kelvin
euro euros eur
dollar dollars usd
yen jpy
gbp sterling
percent
byte bytes
kb
mb
gb
tb
degree degrees
radian radians
watt watts
volt volts
mph
kph
pm
am
`;

/** Words that place something in time; those of a line are one. */
export const DATES = `
monday mondays mon montag lunes lundi
tuesday tuesdays tue dienstag martes mardi
wednesday wednesdays wed mittwoch miércoles mercredi
thursday thursdays thu donnerstag jueves jeudi
friday fridays fri freitag viernes vendredi
saturday saturdays samstag sábado samedi
sunday sundays sonntag domingo dimanche
january jan januar enero janvier
february feb februar febrero février
march märz marzo mars
april abril avril
june juni junio juin
july juli julio juillet
august agosto août
september sept septiembre septembre
october oct oktober octubre octobre
november nov noviembre novembre
december dec dezember diciembre décembre
tomorrow morgen mañana demain
yesterday gestern ayer hier
morning mornings
noon midday
evening evenings tonight
midnight
spring
summer
winter
weekend
christmas
easter
`;

/** Words for the form of an answer or a file; those of a line are one. */
export const FORMATS = `
json
xml
yaml yml
csv
html
markdown
latex
pdf
tabular
bullet bullets bulleted
haiku haikus
limerick limericks
poem poems poetry verse verses
sonnet sonnets
essay
tweet
sentence sentences
paragraph paragraphs
`;

/** Words for somebody who neither asks nor is asked; those of a line are one. */
export const OTHERS = `
he him his himself er ihm ihn él il lui 他
she her hers herself ella elle 她
`;

/** Words that say how one thing stands to another; those of a line are one. */
export const RELATIONS = `
from off
to into towards
about regarding concerning
by
with
without
before
after
against
during
until
since
per
instead
except
between
among
via
above over
below under
`;

/** Small words of which two of a line say something else of the same things. */
export const CONTRARY_RELATIONS = `
about by
with instead
for against
above below
over under
before after during
and but or
in near
`;

/** Words that place a request in the past or in the future. */
export const TENSES = `
will gonna shall
was were did had
`;

/** How many or how much of something, without a number. */
export const QUANTITIES = `
all every everything everyone
one single
both
only just
half
another other
same
`;

/** Who speaks, who is spoken to, and several others; those of a line are one. */
export const SPEAKERS = `
i me my mine myself we our us im ive id
you your yours yourself youre
they them their theirs themselves 他们
`;

/** What is possible, right or meant; those of a line are one. */
export const MODALS = `
may might allowed
should ought must
will gonna
`;

/** What a question is asked with. */
export const ASKING = `
who whom whose
where
when
why
how
what which
`;

/** A table from each word's hash to the number of its line. */
export function linesByWord(text: string): ReadonlyMap<number, number> {
  const table = new Map<number, number>();
  for (const [line, each] of text.trim().split('\n').entries()) {
    for (const word of words(each)) table.set(wordHash(word), line);
  }
  return table;
}

/** A table from each word's hash to those that stand against it. */
export function opposedWords(text: string): ReadonlyMap<number, ReadonlySet<number>> {
  const table = new Map<number, Set<number>>();
  const link = (one: string, other: string) => {
    const known = table.get(wordHash(one)) ?? new Set<number>();
    known.add(wordHash(other));
    table.set(wordHash(one), known);
  };
  for (const line of text.trim().split('\n')) {
    const [left, right] = line.split('|').map(words) as [string[], string[]];
    for (const one of left) {
      for (const other of right) {
        link(one, other);
        link(other, one);
      }
    }
  }
  return table;
}

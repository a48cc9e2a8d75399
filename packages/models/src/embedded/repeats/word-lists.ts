import { foldWord, wordHash } from '../pairs/word-form.ts';
import { stemOf } from './stem.ts';

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

/** Words that say the same in most requests, one group a line. A group's first word stands for all. */
const ALIKE = `
delete remove erase
show display view see
create make build generate
buy purchase
cancel terminate end unsubscribe
enable activate
disable deactivate
error problem issue
fix repair solve resolve
begin start
find locate
fast quick quickly speedy rapid
big large huge
biggest largest
small little tiny
smallest tiniest
picture photo image pic
movie film
phone smartphone cellphone mobile
laptop notebook
car automobile vehicle
doctor physician
child kid children kids
mother mom mum mama
father dad papa
city town
country nation
company firm business
job work
money cash
cheap inexpensive affordable
expensive pricey costly
trip travel journey vacation holiday
recommend suggest propose
idea suggestion
explain describe
meaning definition define mean means meant
write compose draft
summary summarize summarise recap
method way approach technique
steps process procedure
difference differ differs different distinguish compare versus vs
advantage benefit pro pros
disadvantage drawback con cons
reason cause causes why
height tall high
length long
distance far
age old
speed fast
cost price much fee
amount number many quantity count
often frequently frequency
usually typically normally
method manner
autumn fall
tyre tire
tap faucet
colour color
mould mold
favourite favorite
flat apartment
lorry truck
football soccer
parcel package delivery shipment
login log sign signin
password passcode
email mail e-mail
user account member
function method
list array
string text
folder directory
remove strip
combine join merge concatenate
convert transform turn change
current now present
inside indoors
sick ill unwell
healthy health
tip tips advice hint hints recommendations
example sample instance
author writer wrote written
inventor invented invent
founder founded
live living reside habitat
people inhabitants population residents
capital
speak spoken language
located location place where
built constructed build
happen occur happens
raise increase improve boost
reduce lower decrease cut
stop quit prevent
keep store preserve
safe safely ok okay
allowed permitted legal
contain contains include
beginner newbie novice starter
teacher instructor
boss manager supervisor
letter note message
order purchase
fridge refrigerator
stove oven
soda pop
sneakers trainers
salary pay wage
taxi cab
tallest highest height high
deepest depth deep
fastest quickest speed
oldest eldest
nearest closest next
birthday birth born
die died death
marry married wedding
function purpose role
use uses used usage
symptom symptoms signs sign
treat treatment treated remedy cure
prevent avoid avoiding
grow growing grown
cook cooking cooked prepare preparing
eat eating
drink drinking
learn learning study studying
teach teaching
play played playing
win won winner
translate translation translated
sentence phrase
sorry apology apologize
reply respond response answer
reserve reservation book booking
appointment meeting
schedule calendar plan planning
reminder remind
alarm wake
lamp light lights
loud louder volume
song track music
headline title
slogan tagline
invoice bill receipt
refund money-back
discount coupon voucher promo
contact reach
human agent person
shop store
restaurant eatery diner
hotel accommodation
flight plane airplane aircraft
luggage baggage suitcase
ticket tickets
border bordering neighbouring neighboring
currency money
headquarters headquartered office
president head
king monarch
war conflict
illness disease sickness
medicine medication drug
pill tablet
hurt hurts pain ache sore
belly stomach tummy
skin
tooth teeth dental
exercise workout training exercises
weight
loop iterate iterating iteration
array list
dictionary dict map hashmap
string text str
integer int number
print output
directory folder
command cmd
repo repository
bug defect
test testing
docs documentation
library package module
server machine host
database db
query
website site page webpage
browser
app application program
settings setting options preferences
click press tap
screen display monitor
video clip
photo avatar picture
rubbish trash garbage waste
sofa couch
lift elevator
petrol gasoline gas fuel
holiday vacation
biscuit cookie
chips fries
trousers pants
queue line
wage salary pay earnings earn earns
hire recruit employ
fire dismiss
rule rules regulation
law legal
allowed allow permitted may
forbidden banned prohibited
necessary needed required
permitted allowed
proper correct right
error fault
incorrect wrong
answer reply response
assist help support
choose select pick
contact reach
finish complete
quantity amount number
receive get obtain
require need
return back
send transmit
discover detect
modify edit alter adjust
replace swap substitute substitution alternative
examine inspect check verify
construct build built
demonstrate show
describe depict
employ use utilize utilise
locate find
inform tell
permit allow
purpose aim goal
select choose
remain stay
reside live
speak talk
understand comprehend
wealthy rich
attractive beautiful pretty
clever smart intelligent
difficult hard tough challenging
easy simple straightforward
famous well-known known
important essential crucial key
modern contemporary
quiet silent silence mute
strange weird odd
terrible awful horrible
typical usual normal standard
various different several
annual yearly
daily everyday
baby infant newborn
boy lad
elderly old
female woman
male man
husband spouse wife
kitten cat cats
puppy dog dogs
physician doctor
lawyer attorney
policeman police cop
salary wage wages earnings
shop store
street road
building house
apartment flat
bathroom restroom toilet
couch sofa
curtain drape
cellphone mobile smartphone phone
computer pc laptop notebook
screen monitor display
website webpage site page
internet web online
file document
folder directory
letter mail
newspaper paper
photograph photo picture image
movie film
song tune
book novel
author writer written wrote writes
poem verse verses poetry
story tale
summary overview synopsis summarize summarise
introduction intro
conclusion ending
headline title heading caption
joke gag
riddle puzzle
recipe recipes
meal dish
dinner supper
beverage drink
vegetable veggie
spicy hot
tasty delicious
garbage trash rubbish
automobile car vehicle
bike bicycle
motorbike motorcycle
plane airplane aeroplane
boat ship
highway motorway freeway autobahn
gas petrol gasoline
tire tyre
license licence
journey trip travel
suitcase luggage baggage
itinerary schedule plan
sightseeing sights attractions sight
ocean sea
mountain peak
forest woods
autumn fall
climate weather
temperature hot warm degrees
earthquake quake
planet world earth
sun solar
moon lunar
war conflict
king ruler
president leader head
country nation state
citizen inhabitant people population
language tongue
religion faith
money cash
price cost fee charge
bill invoice
debt loan
profit gain earnings
company business firm corporation
boss manager employer supervisor
employee worker staff
meeting conference appointment
job occupation profession
resume cv
vacation holiday
illness disease sickness condition
injury wound
pain ache hurt sore
medicine drug medication
cold flu influenza
pregnancy pregnant
heart cardiac
belly stomach abdomen
kid child children
teenager teen
school college
teacher instructor tutor
student pupil
exam test
homework assignment
math maths mathematics
equation formula
multiply times
subtract minus
sum total add
average mean
percentage percent
integer int number
string text
array list
function method
loop iterate
bug error
code program script
compile build
deploy release
database db
server host
encrypt encryption
password passcode
username login
delete remove erase
copy duplicate
undo revert
save store
restart reboot reset
update upgrade
crash crashes crashed
freeze hang
slow sluggish
wifi wi-fi wireless
headphones earphones
tv television
light lamp lights
thermostat heating
reminder remind
weather forecast
umbrella rain
game match
team club
score result
win won victory
lose lost defeat
football soccer
exercise workout training
run running jog
swim swimming
sleep asleep
happy glad
sad unhappy
angry mad
afraid scared
friend buddy
wedding marriage
gift present
party celebration
guest visitor
invite invitation
apologize apology sorry
thank thanks gratitude thankful
congratulate congratulations
`;

const GROUPS = new Map<number, number>();
for (const line of ALIKE.trim().split('\n')) {
  const [first, ...others] = words(line);
  const group = stemOf(foldWord(first!));
  for (const other of others) {
    const stem = stemOf(foldWord(other));
    if (!GROUPS.has(stem)) GROUPS.set(stem, group);
  }
}

/** Stem of the group that a stem belongs to, or the stem itself. */
export function groupOf(stem: number): number {
  return GROUPS.get(stem) ?? stem;
}

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
today heute hoy
tomorrow morgen mañana demain
yesterday gestern ayer hier
tonight
morning mornings
noon midday
evening evenings
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
table tabular
bullet bullets bulleted
haiku
limerick
poem
sonnet
essay
tweet
sentence sentences
paragraph paragraphs
`;

/** Words for somebody who neither asks nor is asked; those of a line are one. */
export const OTHERS = `
he him his himself er ihm ihn él il lui 他
she her hers herself ella elle 她
they them their theirs themselves 他们
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

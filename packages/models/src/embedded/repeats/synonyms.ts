/** Words that say the same in most requests, one group a line; a word may stand in several. */
export const SYNONYMS = `
delete remove erase
foot feet
tooth teeth
man men
woman women
mouse mice
person people
robot bot
show display
create make build produce
make prepare
buy purchase
cancel terminate
enable activate
disable deactivate
error bug
problem issue trouble
fix repair mend
solve resolve
begin start commence
find locate
quick fast rapid speedy swift
quickly fast rapidly swiftly
big large huge
biggest largest
small little tiny
smallest tiniest
picture photo image pic photograph
movie film
phone smartphone cellphone telephone
laptop notebook
car automobile
doctor physician
child kid children kids
mother mom mum mama mommy
father dad papa daddy
grandmother grandma granny
grandfather grandpa
city town
country nation
company firm business corporation enterprise
job occupation employment
money cash
cheap inexpensive affordable
expensive pricey costly
trip journey
vacation holiday
recommend suggest propose
suggestion recommendation tip idea
tip tips advice hint hints
explain describe clarify
meaning definition define mean means meant
write compose draft
summary recap overview synopsis
summarize summarise recap
shorten condense
method way approach technique manner
step procedure instruction process
difference distinction
differ different difference
versus vs difference
advantage benefit pro pros upside
disadvantage drawback con cons downside
reason cause why
height tall high
length long
depth deep
width wide
weight heavy
distance far
age old
speed fast
temperature hot
temperature warm
size big large
duration long
price cost
cost much
fee charge
number many quantity count
amount much quantity
often frequently frequency regularly
usually typically normally
autumn fall
tire tyre
tap faucet
color colour
mold mould
favourite favorite
gray grey
center centre middle
apartment flat
truck lorry
soccer football
parcel package
delivery shipping
shipment delivery
login signin
email mail
folder directory
combine join merge concatenate
convert transform turn
current now present currently
newest latest
indoor inside indoors
outdoor outside outdoors
sick ill unwell
example sample instance
author writer wrote written
inventor invented invent
invent discover
founder founded found
population people inhabitant
inhabitant resident people
speak spoken
located location place where
construct built constructed build
happen occur
increase raise
improve enhance better
reduce lower decrease cut lessen
stop quit
keep store preserve
safe safely ok okay harmless
dangerous harmful unsafe
dangerous risky
bad harmful unhealthy
allowed permitted legal
contain include
beginner newbie novice starter
teacher instructor
boss manager supervisor
fridge refrigerator
stove oven
sneakers trainers
salary pay wage earnings earn
taxi cab
kind type sort
respond reply answer response
reserve reservation book booking
schedule timetable calendar
remind reminder
lamp light
song track tune
headline title
slogan tagline motto
invoice bill receipt
discount coupon voucher promo
contact reach
human person representative agent
shop store
restaurant eatery diner
plane airplane aeroplane
flight fly
luggage baggage suitcase
border neighbour neighbor neighbouring neighboring
currency money
headquarters headquartered
illness disease sickness
medicine medication drug
medicine remedy
pill tablet
hurt pain ache sore
stomach belly tummy
exercise workout
iterate loop
dict dictionary
integer int
repo repository
defect bug
docs documentation
website site page webpage
internet online
app application program
settings setting options preferences
click press tap
screen display monitor
trash rubbish garbage waste
sofa couch
lift elevator
petrol gasoline gas
cookie biscuit
pants trousers
hire recruit
rule law regulation
forbidden banned prohibited
necessary needed required need require
right correct proper
wrong incorrect
help assist support aid
choose select pick
finish complete
get receive obtain
return back
send transmit
modify edit alter change
change adjust
update change
change switch
replace swap substitute
substitute alternative replacement
check verify inspect examine
demonstrate show
use utilize utilise employ usage
purpose aim goal
purpose function role
talk speak chat
understand comprehend
wealthy rich
attractive beautiful pretty
clever smart intelligent
difficult hard tough challenging difficulty
easy simple straightforward
easiest simplest
famous known renowned
important essential crucial
modern contemporary
quiet silent
strange weird odd
terrible awful horrible
typical usual normal standard
various different several
annual yearly
daily everyday
baby infant newborn
elderly old
husband spouse
wife spouse
kitten cat kitty
puppy dog
lawyer attorney
police policeman cop
street road
house home
bathroom restroom toilet
curtain drape
newspaper paper
poem verse verses poetry
story tale
introduction intro
riddle puzzle
dish meal food
dinner supper
beverage drink
vegetable veggie
tasty delicious
bike bicycle
motorbike motorcycle
highway motorway freeway
license licence
sight attraction landmark sightseeing
ocean sea
forest woods
forecast weather
earthquake quake
world earth
sun solar
moon lunar
language tongue
religion faith
employee worker
resume cv
injury wound
flu influenza
pregnancy pregnant
teenager teen
student pupil
exam test
math maths mathematics
equation formula
multiply times
percentage percent
script program code
encrypt encryption
username login
undo revert
restart reboot
slow sluggish slowly
wifi wireless wlan
headphones earphones
tv television
thermostat heating
game match
lose lost
happy glad
unhappy sad
angry mad
afraid scared
friend buddy
wedding marriage
gift present
guest visitor
invite invitation
apologize apology sorry apologise
thank thanks gratitude
congratulate congratulations
grow cultivate growing
cook prepare
diet nutrition food
food eat
feed eat
clean wash
treatment therapy treat cure
symptom sign
learn study
memorize remember
remember recall
tutorial guide
look search
search find look seek
sketch draw
sing singer sung
composer composed compose
director directed direct
discoverer discover discovery discovered
star starring actor
create creator
name call called named
word term
expression phrase saying
translation translate
pronounce pronunciation
spell spelling
synonym similar
polite politely courteous
casual informal
rewrite rephrase reword paraphrase
brief short concise
list enumerate name
best good ideal optimal
best top
great good nice
interesting exciting
funny humorous
anxious nervous nerves anxiety
tired exhausted
sound noise
smell odor odour
flavor flavour taste
audio sound
troubleshoot debug
setup install installation configure
execute run launch
leave exit quit
access enter
permission allowed
prevent avoid stop
protect secure
retrieve recover restore
lost missing
move transfer relocate
split divide separate
cut chop
arrange sort order
reverse invert
compute calculate calculation determine
solution solve
outcome result
probability chance likelihood odds likely
maximum max highest
minimum min lowest
next following upcoming
previous last
nearest closest next
near close nearby
far distant distance
late delayed delay
arrive come
depart leave departure
ship deliver delivery
postage shipping
item product article
guarantee warranty
damaged broken defective faulty
paid pay payment
charged billed charge
rent lease
tenant renter
vote election elect
register registration enroll signup
customer client
ring call
route way directions
fare price ticket
tour sightseeing
coast seaside beach
river stream
insect bug
blossom flower bloom
earth soil ground
trim cut prune
cooking cook
sweet sugar
vaccination vaccine vaccinate vaccinated shot
surgery operation
xmas christmas
music song
concert gig
artwork painting picture
theater theatre
series show
clothing clothes outfit
jewelry jewellery
wooden wood
rock stone
electricity power electric electrical
chemical chemistry
gene genetic dna
universe space cosmos
device gadget machine
motor engine
microphone mic
cord cable wire
notification alert
synchronize sync synchronise
storage space memory
spreadsheet excel
chart graph diagram plot
plot storyline story
theme topic
hero protagonist
antagonist villain
ending end
ancient old
die death dead died
kill murder
birth born birthplace
married marry marriage
award prize
champion win winner won
information info data details
fact information
news headlines
true correct
opinion view
fear afraid
target goal
motivation motivate motivated
concentrate focus concentration
organize organise tidy
manage handle cope deal
resign quit resignation
retirement retire pension
coworker colleague
advertise advertising ad advertisement commercial
sell sale selling
invest investment investing
japan japanese
germany german
france french
spain spanish
italy italian
china chinese
russia russian
america american usa
britain british uk
england english
portugal portuguese
brazil brazilian
mexico mexican
india indian
greece greek
turkey turkish
poland polish
sweden swedish
norway norwegian
denmark danish
finland finnish
netherlands dutch holland
canada canadian
australia australian
austria austrian
switzerland swiss
ireland irish
scotland scottish
korea korean
egypt egyptian
iran persian
israel israeli
africa african
europe european
asia asian
rome roman
javascript js
typescript ts
python py
postgres postgresql
kubernetes k8s
pc computer
regex regexp
clone copy
duplicate copy
throw discard
delete discard
remote control
vowel vowels
capitalize uppercase
blunt dull
leftover remaining
remain stay
stain spot
empty clear
unclog unblock clear
clogged blocked
dishwasher dishes
limescale descale decalcify
moth moths
closet wardrobe
bedding sheets
rust rusty
decline fall
compensation refund
deposit bond
declined rejected refused
reject decline refuse
redeem use
confirm verify confirmation verification
crash close
broken work
speed faster fast
accelerate faster
fast quicker quickest fastest
faster quicker
fastest quickest
longest long
deepest deep
tallest highest tall
strongest strong
oldest old
youngest young
entertain bored
bore boredom bored
lonely loneliness alone
sleep asleep
insomnia sleepless
fever temperature
eyelid eye
fingernail nail
cigarette smoking smoke
jog run jogging running
share stock
interest rate
nation state
lecturer teacher professor
mayor mayors
voter vote
stoic stoicism stoics
buddhist buddhism buddhists
probability likely
`;

/** Words that say the same in some requests, and in others something near. */
export const KINDRED = `
delete remove erase drop clear wipe
remove strip eliminate
show display view see
create make build generate produce construct
buy purchase order get
cancel terminate end stop abort
unsubscribe cancel
error problem issue trouble fault bug mistake failure
fix repair solve resolve mend correct
launch start open begin run
find locate discover detect spot
fast quick quickly rapid rapidly speedy swiftly
big large huge great
biggest largest greatest
picture photo image pic photograph photos
phone smartphone cellphone mobile cell cellphones telephone handset
laptop notebook computer
computer pc laptop
car automobile vehicle auto
kid toddler child
downtown center centre
country nation state
job work position occupation employment profession career
cheap inexpensive affordable cheaply budget
cheapest lowest
trip travel journey vacation holiday tour visit
visit go travel see
recommend suggest propose advise
recommendation suggestion tip advice idea
idea suggestion thought
explain explanation
write compose draft author create
summary summarize summarise recap overview synopsis
difference differ differs different distinguish compare versus vs distinction
compare comparison versus vs contrast
same equal identical alike
cause trigger lead
weight weigh heavy
temperature hot warm degrees heat
area large big size
duration long last
price cost much fee charge rate
pricey cost
amount number many quantity count much
number count total
usually typically normally generally
parcel package delivery shipment
password passcode
account profile
function method
list array
string text
combine join merge concatenate unite
convert transform turn change translate
newest latest recent 
healthy health
tip tips advice hint hints recommendations trick
author writer wrote written write
founder founded found start
live living reside
people inhabitant population residents
speak spoken language
happen occur happens
increase raise improve boost grow
better improve good
stop quit prevent
stop halt
keep stay remain
dangerous harmful risky unsafe bad
teacher instructor tutor
letter note message
message text
appointment meeting
schedule calendar plan planning timetable
alarm wake
lamp light lights
loud louder
headline title heading caption
refund reimbursement
hotel accommodation
flight plane airplane aircraft
plane airplane aeroplane jet
luggage baggage suitcase bag
border bordering neighbouring neighboring neighbour neighbor
headquarters headquartered office
president head leader
king monarch ruler
queen monarch
war conflict
illness disease sickness condition
medicine medication drug remedy
teeth tooth dental
heart cardiac
exercise workout training
loop iterate iterating iteration
dictionary dict map hashmap
integer int number
print output
command cmd
test testing
library package module
server machine host
database db
internet web online
video clip
avatar picture
petrol gasoline gas fuel
queue line
hire recruit employ
fire dismiss
finish complete end
get receive obtain acquire
modify edit alter adjust change update
replace swap substitute substitution alternative instead
check see
use application purpose
inform tell
purpose aim goal function role use
difficult hard tough challenging difficulty tricky
easy simple straightforward effortless
important essential crucial key significant
quiet silent silence mute
typical usual normal standard common
female woman
male man
dog canine
cat feline
document file
book novel
conclusion ending
joke gag
spicy hot
boat ship
sightseeing sights attractions sight landmark
mountain peak
weather climate forecast
planet world earth
citizen inhabitant
debt loan
profit gain
boss employer
employee worker staff
adult grown
school college
homework assignment
multiply times product
subtract minus
sum total add
average mean
code program script snippet
compile build
deploy release publish
save store
restart reboot reset
update upgrade
crash crashes crashed
freeze hang
umbrella rain
team club side
score result
win won victory
lose lost defeat
party celebration
thank thanks gratitude thankful
plant grow
grow raise cultivate growing
harvest pick
cook prepare make
bake make
prepare make ready
recipe make cook prepare
eat consume diet food
clean wash cleaning
wash launder
dirt stain spot
dry drying
heal cure treat treatment therapy
treat relieve help
sign signal indication indicate
recognize identify tell
tell know
learn teach
forget forgot forgotten
teach train
lesson course class
explain teach
tutorial guide introduction
guide instruction tutorial
read reading
watch see view
hear listen
look appearance
play perform
paint painted painter
actor act played plays
own owner belong owned
founder creator
create creator inventor invent
name call named title
term expression
say call said
opposite antonym
grammar grammatical
sentence line
paragraph passage
essay article paper
article post
blog post
speech talk presentation
present presentation
slide presentation
email message
subject title
polite politely courteous kindly
formal professional
correct proofread
shorter brief short concise
long lengthy
detail detailed
best good ideal optimal perfect right
good best great nice
worst bad
worth worthwhile
relax relaxing calm unwind
calm relax
stress anxiety anxious nervous nerves
tired fatigue exhausted
energy tired
sleep bed
insomnia sleep
wake awake
headache head
cough cold
dizzy dizziness
itch itchy itching
burn burnt
bruise bruised
broken break
break interrupt
crack cracked
leak leaking drip dripping
smell odor odour stink
sound noise audio
picture drawing
shape form
line row
column field
class object
object instance
error exception
catch handle
throw raise
test check
log print
setup configure configuration
configure set
close quit exit
open start
access enter reach
permission right access
allow permit let enable
block ban
protect secure safe
secure safe security
hack compromise
virus malware
backup save
recover retrieve back restore
lose lost missing
find retrieve
upload send
download get save
share send
send mail
transfer move send
import load
load open import
export save
attach add
add insert append include
insert add put
append add
put place
place location spot
filter select
flip reverse
calculate compute work determine
solution answer solve
answer solution
equal equals
square squared
random arbitrary
maximum max highest most
minimum min lowest least
limit maximum
most highest maximum
least lowest minimum
first earliest
last final latest
previous last past earlier
past previous former
history past
old former
new recent
around near
inside within
top above
end finish
begin open
hour time
time clock
date day
year annual
month monthly
week weekly
tonight evening
wait waiting
arrive arrival come
pick collect
deliver delivery ship bring
ship deliver send
shipping delivery postage
track trace follow
status state
state condition
product item article good
brand make
model version
version release
feature function
quality good
complaint complain
refund back
pay payment paid paying
payment transaction
transaction purchase
charge bill
debit charge
balance money
bank account
loan credit borrow mortgage
stock share shares
tax taxes taxable taxed
insurance insured cover
landlord owner
contract agreement
sign signature
court judge
crime offense offence
sue lawsuit
government state
law act
subscribe subscription
subscription plan
signup register join
join register
membership subscription
service support
question query
query request
request ask
demand request
phone call
call phone ring
number phone
address location
route way directions path
direction way
drive driving
park parking
walk walking foot
train rail railway
station stop
weather temperature
rain rainy raining
snow snowy snowing
wind windy
cloud cloudy
sunny sun
season month
climate weather
environment nature
animal creature
species kind
pet animal
breed kind
leaf leaves
garden yard
lawn grass
water watering
fertilizer fertilize
pest insect
kitchen cooking
boil boiled boiling
fry fried frying
roast roasted
salt salty
sugar sweet sweetened
calorie calories kcal
vegan vegetarian
allergy allergic
muscle strength strong
strength strong
exercise fitness
fitness fit
swim swimming
foot feet
doctor medical
hospital clinic
dentist dental
infection infected
bacteria bacterium germ
virus viral
diabetes diabetic
mental psychological
depression depressed
therapy therapist treatment
relationship partner
dance dancing dancer
music musical
band group
album record
actor actress
clothes clothing outfit wear dress
wear clothes dress
shoe shoes
fashion style
makeup cosmetics
table desk
electricity electric electrical power current
power energy
atom atomic
physics physical
biology biological
evolution evolve evolved
button key
printer print
charger charge charging
charge charging
signal reception
network wifi
connection connect
connect link pair hook
memory ram
space room storage
disk drive
spreadsheet excel sheet
word document
plot draw chart
topic subject
beginning start
history historical
battle fight
army military
slave slavery
kill murder assassinate
born birth birthplace birthday
marry married marriage wife husband
divorce separate
bury buried grave
famous celebrity
champion championship
world global
highest top
province state
village town
port harbor harbour
speed velocity
accelerate acceleration
measure measurement
estimate approximate
approximately about roughly
exactly precisely
difference subtract
ratio proportion
convert conversion change
translate convert
encode encoding
decode decoding
parse parsing read
read parse load open
write save
format formatting
function procedure
parameter argument
import include
package library
dependency package
repository project
container docker
endpoint route
authentication authenticate login
authorization authorize
migrate migration
aggregate sum
async asynchronous
recursion recursive
sort sorting
train training
dataset data
detail info
news headlines headline
false wrong
correct true right
ethics ethical moral
logic logical
opinion view think
think opinion
believe think
feel feeling
emotion feeling
productive productivity
tidy clean
habit routine
overcome over
negotiate negotiation
promotion promote
quit resign leave
leader lead
strategy plan
marketing advertising
sale discount
startup business
found start
britain british uk england english
`;

/** Runs of words that a single one may stand for; "…=word" for each. The longest that fits is taken. */
export const PHRASES = `
get rid of=remove
wi fi=wifi
e mail=email
set something up=install
do away with=remove
take out=remove
take off=remove
take away=remove
throw away=discard
throw out=discard
put on=play
put off=postpone
put together=assemble
put up with=tolerate
set up=install
set something up=install
look up=find
look for=find
search for=find
track down=find
find out=learn
figure out=learn
work out=solve
turn on=enable
switch on=enable
power on=enable
power up=enable
turn off=disable
switch off=disable
shut off=disable
shut down=shutdown
power off=disable
turn down=lower
turn up=raise
come up with=suggest
think of=suggest
sign up=register
sign in=login
log in=login
log on=login
log into=login
sign into=login
sign out=logout
log out=logout
log off=logout
call off=cancel
back up=backup
call up=call
give up=quit
give back=return
send back=return
bring back=return
money back=refund
go back=return
hand in=submit
fill in=complete
fill out=complete
pick up=collect
pick out=choose
point out=show
carry out=perform
cut down=reduce
cut back=reduce
break up=split
break down=fail
split up=split
speed up=accelerate
slow down=slow
calm down=calm
cool down=cool
warm up=heat
heat up=heat
wake up=wake
get up=wake
go to sleep=sleep
fall asleep=sleep
get to sleep=sleep
hang up=hang
grow up=grow
end up=end
run out of=lack
get over=overcome
get along=agree
get around=bypass
get better at=improve
get good at=learn
become better at=improve
be good at=master
get started=start
get going=start
get in touch=contact
get hold of=contact
keep in touch=contact
take part=participate
take place=happen
took place=happen
come true=happen
take care of=tend
care for=tend
look after=tend
take advantage of=use
make use of=use
make sure=ensure
make up=invent
make up for=compensate
make fun of=mock
make sense=sensible
deal with=handle
cope with=handle
talk to=contact
speak to=contact
speak with=contact
ask for=request
pay back=repay
pay off=repay
save up=save
stand for=mean
short for=mean
add up=sum
add together=sum
count up=count
break out=start
blow up=explode
go off=explode
come from=origin
go up=rise
go down=fall
goes up=rise
goes down=fall
come to power=rule
come into force=begin
a lot of=many
lots of=many
plenty of=many
a number of=several
number of=many
amount of=much
a couple of=few
a bit=little
at least=minimum
at most=maximum
as soon as=when
as well as=and
such as=like
because of=why
due to=why
how come=why
what for=why
the reason=why
reason for=why
reasons for=why
how do i=how
how can i=how
how could i=how
how would i=how
how to=how
in what way=how
in which way=how
by what means=how
what is the way=how
best way=how
right way=how
good way=how
fastest way=fast
easiest way=easy
in order to=to
so that=to
instead of=replace
in place of=replace
in front of=before
next to=near
close to=near
in the middle=center
in simple terms=simple
in plain language=simple
in plain english=simple
in laymans terms=simple
for dummies=beginner
for beginners=beginner
explained simply=simple
for free=free
at no cost=free
without paying=free
at home=home
on the go=mobile
right now=now
at the moment=now
at present=now
these days=now
as of today=now
right away=now
in the evening=evening
in the morning=morning
up to date=current
out of date=old
most of the time=usually
all the time=always
every day=daily
each day=daily
per day=daily
a day=daily
every week=weekly
per week=weekly
per month=monthly
every month=monthly
per year=yearly
every year=yearly
each year=yearly
a year=yearly
cell phone=phone
mobile phone=phone
smart phone=phone
credit card=creditcard
debit card=debitcard
gift card=giftcard
gas station=petrolstation
petrol station=petrolstation
drug store=pharmacy
grocery store=supermarket
book store=bookshop
washing machine=washer
fridge freezer=fridge
living room=lounge
cover letter=coverletter
letter of application=coverletter
letter of resignation=resignationletter
resignation letter=resignationletter
thank you note=thankyounote
thank you letter=thankyounote
pull request=pr
source code=code
command line=terminal
operating system=os
data frame=dataframe
data base=database
web site=website
web page=website
home page=website
artificial intelligence=ai
machine learning=ml
virtual machine=vm
virtual environment=venv
environment variable=envvar
environment variables=envvar
regular expression=regex
regular expressions=regex
user name=username
pass word=password
social media=socialmedia
health insurance=healthinsurance
united states=usa
united kingdom=uk
great britain=uk
new york city=nyc
world war two=ww2
world war ii=ww2
second world war=ww2
world war one=ww1
world war i=ww1
first world war=ww1
prime minister=primeminister
blood pressure=bloodpressure
body mass index=bmi
curriculum vitae=cv
hard drive=disk
hard disk=disk
life expectancy=lifespan
life span=lifespan
date of birth=born
birth date=born
birth place=birthplace
place of birth=birthplace
cause of death=die
pass away=die
passed away=die
gave birth=birth
head office=headquarters
opening hours=openinghours
business hours=openinghours
opening times=openinghours
phone number=phonenumber
telephone number=phonenumber
zip code=postcode
postal code=postcode
post code=postcode
sign of=symptom
signs of=symptom
side effect=sideeffect
side effects=sideeffect
adverse effects=sideeffect
adverse reactions=sideeffect
is made of=consist
made of=consist
made from=consist
consists of=consist
consist of=consist
made up of=consist
is it possible=can
is there a way=can
is it okay=may
is it ok=may
is it allowed=may
is it permitted=may
am i allowed=may
are you allowed=may
is it legal=legal
is it safe=safe
is it true=true
have to=must
need to=must
got to=must
ought to=should
supposed to=should
would like=want
`;

/** Kinds of things: two different ones of a line are never the same, however near they stand. */
export const SIBLINGS = `
red blue green yellow orange purple pink brown black white gray silver gold violet turquoise
dog cat horse cow pig sheep goat rabbit hamster bird fish snake turtle mouse rat lion tiger bear wolf fox elephant giraffe monkey whale dolphin shark eagle owl duck chicken bee wasp ant spider hedgehog squirrel parrot frog lizard crocodile alligator octopus
apple banana pear cherry plum peach grape lemon lime mango pineapple strawberry blueberry raspberry avocado melon kiwi coconut fig
potato tomato carrot onion garlic cucumber pepper spinach broccoli cabbage lettuce bean pea corn pumpkin zucchini mushroom eggplant rice pasta noodle lentil chickpea tofu oat quinoa
beef pork chicken lamb turkey fish salmon tuna bacon ham duck shrimp
bread cake pie cookie pancake waffle muffin croissant pizza soup salad stew curry sushi burger sandwich pudding lasagna risotto
milk coffee tea juice wine beer water soda vodka whiskey cream yogurt butter cheese margarine
salt sugar honey flour vinegar oil yeast cinnamon vanilla basil mint parsley thyme oregano
head neck shoulder arm elbow wrist hand finger chest back stomach hip leg knee ankle foot toe eye ear nose mouth throat tooth heart liver kidney lung brain skin spleen thyroid bladder
mother father brother sister son daughter uncle aunt cousin nephew niece grandmother grandfather husband wife friend neighbor colleague boss girlfriend boyfriend baby teenager
monday tuesday wednesday thursday friday saturday sunday
spring summer autumn winter
breakfast lunch dinner brunch
morning afternoon evening night
doctor nurse teacher lawyer engineer plumber electrician pilot chef architect journalist accountant dentist programmer designer farmer carpenter mechanic actor singer writer painter scientist manager
guitar piano violin drums flute trumpet cello saxophone harp ukulele clarinet
football basketball baseball tennis golf hockey rugby cricket volleyball swimming boxing badminton cycling skiing handball chess poker bridge
car bus train plane bike boat truck motorcycle tram taxi ferry subway
phone laptop tablet printer router camera speaker television keyboard monitor headphones watch scanner projector console
python java javascript typescript rust go ruby php swift kotlin scala perl haskell c c++ c# r sql bash matlab julia
mysql postgres sqlite mongodb redis oracle elasticsearch cassandra
windows linux mac macos android ios ubuntu debian fedora iphone
chrome firefox safari edge opera
word excel powerpoint outlook photoshop gmail slack teams zoom whatsapp telegram signal instagram facebook twitter tiktok youtube spotify netflix
git svn docker kubernetes terraform ansible jenkins webpack
react vue angular svelte django flask express rails spring laravel
english german french spanish italian portuguese dutch swedish danish norwegian finnish polish russian chinese japanese korean arabic hindi turkish greek hungarian romanian czech hebrew thai vietnamese latin
germany france spain italy portugal netherlands sweden denmark norway finland poland russia china japan korea india turkey greece hungary romania austria switzerland belgium ireland england scotland wales canada mexico brazil argentina chile peru colombia egypt morocco kenya nigeria ghana australia iceland thailand vietnam indonesia pakistan iran iraq israel ukraine croatia slovakia slovenia serbia bulgaria cuba
london paris berlin madrid rome lisbon vienna prague warsaw budapest athens dublin oslo stockholm copenhagen helsinki brussels amsterdam zurich geneva munich hamburg moscow istanbul tokyo kyoto osaka beijing shanghai seoul delhi mumbai bangkok singapore sydney melbourne perth toronto montreal vancouver chicago boston seattle denver miami houston dallas barcelona milan naples
mercury venus earth mars jupiter saturn uranus neptune pluto moon sun
iron copper gold silver lead tin zinc aluminum nickel hydrogen helium oxygen nitrogen carbon sodium potassium calcium chlorine uranium
aspirin ibuprofen paracetamol acetaminophen penicillin amoxicillin insulin metformin
flu cold cough fever headache migraine asthma diabetes cancer measles mumps malaria pneumonia bronchitis arthritis eczema allergy covid
milk egg nut
north south east west
bank hospital school university museum library church restaurant hotel pharmacy supermarket cinema airport station
passport visa license ticket
kitchen bathroom bedroom garage garden basement attic balcony hallway
window door floor wall roof ceiling
shirt pants shoes jacket dress hat coat skirt socks sweater
rain snow wind storm fog hail
triangle square circle rectangle pentagon hexagon cube sphere cylinder cone
addition subtraction multiplication division
list tuple set dictionary string array stack queue tree
integer float boolean string
json xml csv yaml html pdf markdown
poem story essay joke song letter speech haiku limerick article email
rose tulip orchid lavender sunflower lily daisy basil mint
novel film play opera
christmas easter halloween thanksgiving birthday wedding funeral graduation
cause effect consequence result
symptom cause treatment cure prevention
capital population area currency language president flag religion
author director producer actor composer editor publisher
born died married buried
height weight age length width depth speed temperature
price size color
price quality
time space
name address number date age
email phone address name password
login password username
breathe eat sleep drink
wash dry iron fold
cook bake fry grill boil steam roast
buy sell rent borrow lend
read write
send receive
write read edit publish
walk run swim fly drive
invent discover
wrote directed published translated composed
credit debit
freezing boiling melting
kinetic potential
first second third fourth last
beginner intermediate advanced
minimum maximum average median
mean median mode
sine cosine tangent
renew cancel extend apply
visa mastercard
paint draw
plant prune harvest water
`;

/** The same for Han characters. */
export const HAN_SIBLINGS = `
中国 日本 韩国 法国 德国 英国 美国 俄罗斯 意大利 西班牙 葡萄牙 印度 泰国 越南 加拿大 巴西 澳大利亚 埃及 希腊 荷兰 瑞士 瑞典
北京 上海 广州 深圳 天津 重庆 成都 杭州 南京 武汉 西安 苏州 香港 台北 东京 首尔 巴黎 伦敦 纽约
中文 英文 日文 法文 德文 韩文 英语 日语 法语 德语 韩语 俄语 西班牙语 汉语
太阳 月亮 月球 地球 火星 金星 木星 土星 水星
猫 狗 马 牛 羊 猪 鸡 鸭 鱼 鸟 兔 虎 狮 熊 狼 蛇 猴
春天 夏天 秋天 冬天
早上 中午 下午 晚上 早饭 午饭 晚饭
昨天 今天 明天 后天
红色 绿色 蓝色 黄色 白色 黑色
苹果 香蕉 葡萄 西瓜 草莓 橙子 梨
米饭 面条 饺子 面包 牛奶 咖啡 茶 啤酒
爸爸 妈妈 哥哥 弟弟 姐姐 妹妹 爷爷 奶奶 丈夫 妻子 儿子 女儿
数学 物理 化学 生物 历史 地理 语文 英语
头 手 脚 腰 眼睛 耳朵 鼻子 嗓子 肚子 胃 心脏 肝 肺
长江 黄河 长城 故宫
身高 体重 年龄 面积 人口 首都 货币 语言
护照 签证 驾照 身份证
手机 电脑 电视 空调 冰箱 洗衣机
诗 作文 小说 故事 信 邮件 演讲稿
苹果 安卓 微信 支付宝 淘宝 抖音
原因 结果 症状 治疗 预防
安装 卸载 注册 注销 登录 退出 修改 查询 取消 设置 重置
`;

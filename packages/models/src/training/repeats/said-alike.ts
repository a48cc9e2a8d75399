/**
 * Requests that sound alike and are not: the answer to one is wrong for the other. `{this|that}` is the one place in which
 * two requests differ; lines with a bare ` | ` are two whole requests. Written to measure with, and never trained or tuned on.
 */
export const SAID_ALIKE = `
How do I {enable|disable} two-factor authentication?
How do I turn on 2FA? | How do I turn off two-factor authentication?
How can I {activate|deactivate} my account?
How do I {add|remove} a user from my team?
How do I {increase|decrease} the font size?
How do I {open|close} a bank account?
How do I {subscribe to|unsubscribe from} the newsletter?
How do I {lock|unlock} my phone?
How do I {install|uninstall} Docker on Ubuntu?
How do I {mute|unmute} my microphone?
How do I {connect|disconnect} my headphones?
How do I {import|export} contacts in Outlook?
How do I {upload|download} files with scp?
How do I {encrypt|decrypt} a file with gpg?
How do I {compress|extract} a folder on Linux?
How do I {start|stop} the nginx service?
How do I {follow|unfollow} someone?
How do I {block|unblock} a caller?
How do I {show|hide} hidden files?
How do I {buy|sell} Bitcoin?
How do I {lend|borrow} money safely?
How do I {gain|lose} weight fast?
How do I {raise|lower} my blood pressure?
How do I {fall asleep|stay awake} during a long flight?
How do I {accept|decline} an invitation politely?
How do I {push|pull} a branch in git?
How do I {pause|resume} my subscription?
How do I {upgrade|downgrade} my plan?
How do I {sign in|sign out} on my TV?
How do I {link|unlink} my bank card?
How do I {freeze|unfreeze} my card?
How do I {merge|split} PDF files?
How do I {encode|decode} a string in base64?
How do I {mount|unmount} a drive on Linux?
How do I {attach|detach} a volume on AWS?
How do I {grant|revoke} access to a table in Postgres?
How do I {join|leave} a group?
How do I {heat|cool} my apartment cheaply?
How do I {tighten|loosen} a bolt?
How do I {fill|drain} my pool?
Turn {on|off} the kitchen lights
Turn the heating {up|down}
Switch the alarm {on|off}
{Open|Close} the garage door
{Lock|Unlock} the front door
Make the screen {brighter|darker}
Turn the volume {up|down} a bit
{Start|Stop} the washing machine
{Skip|Repeat} this song
{Increase|Reduce} the speed of the fan
Is it safe to {take|stop taking} aspirin every day?
What foods should I {eat|avoid} with diabetes?
What should I {do|not do} after a concussion?
Which plants {are|are not} toxic to cats?
Which of these numbers {is|is not} prime: 7, 9, 11?
List animals that {can|cannot} swim
Name three countries that {are|aren't} in the European Union
When should I {use|not use} a hash map?
What happens if I {pay|don't pay} my taxes on time?
Why {is|isn't} Pluto a planet?
Why {do|don't} cats like water?
Which foods {contain|don't contain} gluten?
What can I do {with|without} a college degree?
Recipes {with|without} eggs
Give me a cake recipe {with|without} sugar
How do I cook rice {with|without} a rice cooker?
How can I travel {with|without} a passport?
How do I log in {with|without} a password?
Write a story {with|without} a happy ending
Plan a trip to Spain {with|without} a car
I {have|haven't} received my refund, what now?
My card {works|doesn't work} abroad, why?
I {want|don't want} to renew my contract
I {can|can't} log in to my account
The payment {went|didn't go} through
Which medications {can|can't} I combine with alcohol?
What {is|is not} allowed in carry-on luggage?
What should I {always|never} say in an interview?
What is {15|25}% of 80?
What is 15% of {80|90}?
Solve {3x|5x} + 7 = 22
Solve 3x + 7 = {22|28}
What is the square root of {144|169}?
Set a timer for {ten|fifteen} minutes
Set a timer for ten {minutes|seconds}
Wake me up at {6|7} am
Wake me up at 7 {am|pm}
Convert {10|12} miles to kilometers
Convert 10 miles to {kilometers|meters}
Convert 10 {kilometers to miles|miles to kilometers}
Convert 100 {euros to dollars|dollars to euros}
Convert 20 {Celsius to Fahrenheit|Fahrenheit to Celsius}
How much is {50|500} euros in pounds?
How much is 50 {euros|dollars} in pounds?
How many ounces are in {two|three} cups?
How many {ounces|grams} are in two cups?
What happened in {1914|1939}?
Who won the World Cup in {2014|2018}?
Who was president of the United States in {1960|1980}?
What will the weather be on {Monday|Friday}?
What's on my calendar {today|tomorrow}?
What holidays are in {May|June}?
Book a table for {two|four} at 8 pm
Book a table for two at {8|9} pm
Find a flight on {March 3|March 13}
Book a hotel for {2|3} nights
Write a story in {100|300} words
Give me {five|ten} names for a dog
Write a haiku about {spring|autumn}
Plan a {three|five}-day trip to Rome
Plan a three-day trip to {Rome|Paris}
What is the capital of {Australia|Austria}?
What is the capital of {Niger|Nigeria}?
What is the capital of {Slovakia|Slovenia}?
What's the population of {Canada|Mexico}?
What time is it in {New York|Los Angeles}?
Who wrote {Hamlet|Macbeth}?
Who is the CEO of {Microsoft|Apple}?
Who painted {the Mona Lisa|Guernica}?
Who invented the {telephone|telegraph}?
Who discovered {penicillin|insulin}?
How tall is {Mount Everest|K2}?
How tall is {LeBron James|Michael Jordan}?
What is the boiling point of {water|ethanol}?
What is the {freezing|boiling} point of water?
What is the chemical symbol for {gold|silver}?
What language is spoken in {Brazil|Argentina}?
Translate "good morning" into {Japanese|Korean}
Translate "good {morning|night}" into Japanese
Translate this {from German into English|from English into German}: Hallo
How do you say "thank you" in {Spanish|Portuguese}?
What is the currency of {Sweden|Switzerland}?
Find me a flight from {Berlin to Madrid|Madrid to Berlin}
How long is the drive from {Boston to Chicago|Chicago to Denver}?
How do I get from the {airport to the city center|city center to the airport}?
Send 20 dollars from {Anna to Ben|Ben to Anna}
Transfer 100 dollars from {checking to savings|savings to checking}
Is {Python faster than Go|Go faster than Python}?
Why is {tea healthier than coffee|coffee healthier than tea}?
Does {smoking cause stress|stress cause smoking}?
How do I convert {JSON to YAML|YAML to JSON}?
How do I convert a {string to an integer|integer to a string} in Java?
How do I convert {PDF to Word|Word to PDF}?
How do I merge {main into my branch|my branch into main}?
How do I migrate from {MySQL to Postgres|Postgres to MySQL}?
What did {Caesar say to Brutus|Brutus say to Caesar}?
What happens when a {dog bites a man|man bites a dog}?
Subtract {3 from 10|10 from 3}
Divide {12 by 4|4 by 12}
Which comes {before|after} Genesis in the Bible?
What month comes {before|after} October?
What should I eat {before|after} a workout?
Do I brush my teeth {before|after} breakfast?
Who was president {before|after} Lincoln?
What is the {first|last} book of the Bible?
Who was the {first|second} person on the moon?
What's the {largest|smallest} country in the world?
What's the {longest|shortest} river in Africa?
What's the {hottest|coldest} place on earth?
What's the {best|worst} Star Wars movie?
What's the {cheapest|most expensive} city in Europe?
Find the {minimum|maximum} of a list in Python
Sort a list in {ascending|descending} order in Python
Give me a {synonym|antonym} for happy
What are the {advantages|disadvantages} of nuclear power?
What are the {pros|cons} of remote work?
Write a {positive|negative} review for a restaurant
Write a {formal|casual} email to my boss
What are the {causes|effects} of climate change?
What are the {symptoms|treatments} of the flu?
What are the {benefits|side effects} of ibuprofen?
How is {type 1|type 2} diabetes treated?
What is the difference between {TCP and UDP|TCP and IP}?
What does HTTP status {404|403} mean?
What does HTTP status {500|502} mean?
What does chmod {755|644} do?
What's new in Python {3.11|3.12}?
How do I install Node {18|20}?
How do I upgrade from Angular {14 to 15|15 to 16}?
What is the default port of {Postgres|MySQL}?
How do I create a virtual environment in {Python|Ruby}?
How do I sort a list in {Python|JavaScript}?
How do I reverse a string in {Go|Rust}?
How do I read a file in {Java|Kotlin}?
How do I make an HTTP request in {Python|PHP}?
How do I write a for loop in {C|C++}?
How do I write a for loop in {Java|JavaScript}?
What is the difference between {let and var|let and const}?
What does {git rebase|git merge} do?
What does {git fetch|git pull} do?
What does {git reset --soft|git reset --hard} do?
How do I use {grep|sed}?
How do I undo {git add|git commit}?
What does {map|filter} do in JavaScript?
What does {push()|pop()} do in JavaScript?
How do I use useState | How do I use useEffect
How do I use {useMemo|useCallback} in React?
What does {json.load|json.dump} do?
What does {str.strip|str.split} do in Python?
Explain {INNER JOIN|OUTER JOIN}
Explain {LEFT JOIN|RIGHT JOIN}
Explain {public|private} in Java
What is the time complexity of {quicksort|mergesort}?
What is the {time|space} complexity of quicksort?
What is the {best|worst} case of quicksort?
Fix this code: if (a {==|!=} b) return 1
Fix this code: for (i = 0; i {<|<=} n; i++)
What does x {+=|-=} 1 do?
Explain the regex {^a|a$}
Explain the regex {[a-z]+|[0-9]+}
What does ls {-l|-a} do?
What does rm {-r|-i} do?
Is {user_id|order_id} a good primary key?
Rename {getUser|getUsers} in my code
Why does {parseInt|parseFloat} return NaN?
How do I enable {gzip|brotli} in nginx?
Is {port 80|port 443} open?
Ping {10.0.0.1|10.0.0.2}
What does error {E11000|E11001} mean in MongoDB?
Explain error {0x80070005|0x80070002}
What is in section {4|5} of the GDPR?
Summarize chapter {3|4} of Moby Dick
What does article {5|6} of the constitution say?
Explain psalm {23|91}
How do I pass level {12|13} of this game?
What's the fuel consumption of a {Golf 7|Golf 8}?
Is the {iPhone 14|iPhone 15} worth it?
Compare the {iPhone 14 and 15|iPhone 13 and 14}
Battery life of the {Galaxy S22|Galaxy S23}
What is the torque of a {BMW 320d|BMW 330d}?
Reviews of the {Sony WH-1000XM4|Sony WH-1000XM5}
How many people died in World War {I|II}?
When did World War {I|II} end?
When did World War II {start|end}?
Was {Elizabeth I|Elizabeth II} married?
Who succeeded {Louis XIV|Louis XVI}?
What is vitamin {B6|B12} good for?
What is vitamin {C|D} good for?
What does omega-{3|6} do?
How much {protein|fat} is in an egg?
How much {sugar|salt} should I eat per day?
How many calories are in {a banana|an apple}?
Can dogs eat {grapes|apples}?
Can {dogs|cats} eat grapes?
Is {raw chicken|raw beef} safe to eat?
How long do I cook {spaghetti|lasagna}?
How long do I boil eggs for a {soft|hard} yolk?
How do I make {cold brew|hot} coffee?
What wine goes with {salmon|steak}?
Can I freeze {cooked rice|lettuce}?
What can I use instead of {buttermilk|butter}?
What temperature should {turkey|beef} be inside?
How do I grow {tomatoes|potatoes}?
How do I train my {dog|cat} to sit?
What do {rabbits|hamsters} eat?
How long do {goldfish|parrots} live?
How do I get rid of {ants|mice} in the kitchen?
How do I remove {red wine|coffee} stains from a carpet?
How do I remove red wine stains from {a carpet|a shirt}?
How do I clean a {cast iron|nonstick} pan?
How do I paint a {wall|car}?
How do I tie a {tie|bow tie}?
How do I change a {flat tire|spark plug}?
What does the {check engine|oil pressure} light mean?
Is it cheaper to {lease|buy} a car?
What's the speed limit in {Germany|France}?
Do I need a visa for {Vietnam|Thailand}?
Is tap water safe in {Mexico|Norway}?
What's the tipping culture in {the US|Japan}?
Which plug type does {the UK|Italy} use?
What's the best month to visit {Japan|Australia}?
Must-see sights in {Paris, France|Paris, Texas}
Hotels near {Heathrow|Gatwick} airport
What's the weather like in {London|Dublin} today?
Flights to {Portland, Oregon|Portland, Maine}
Directions to {Main Street 12|Main Street 21}
Call {Mom|Dad}
Text {Anna|Hanna} that I'm late
Text Anna that {I'm|she's} late
Remind {me|her} to call the doctor
Remind me to call the {doctor|dentist}
Remind me to {call|email} the doctor
Add {milk|bread} to my shopping list
Remove milk from my shopping list | Add milk to my shopping list
Play {jazz|rock} music
Play the {next|previous} track
Cancel my {3|4} o'clock meeting
{Cancel|Confirm} my hotel reservation
{Schedule|Reschedule} a meeting with Tom
Schedule a meeting with {Tom|Tim}
Pay my {electricity|water} bill
What's my {checking|savings} balance?
What's the {interest|exchange} rate?
What's the {minimum|full} payment on my card?
When is my {rent|electric bill} due?
My {debit|credit} card was stolen
My card was {lost|stolen}
My card hasn't arrived | My card has arrived, how do I activate it?
Why was my {transfer|withdrawal} declined?
Why was I charged a fee for a {transfer|withdrawal}?
What's the fee for a {domestic|international} transfer?
Can I pay with {Visa|American Express}?
Can I use {Apple Pay|Google Pay}?
Can I {change|cancel} my order?
Where is my {order|refund}?
How do I return an item? | How do I return to the home screen?
How do I change my {email|password}?
How do I change my {shipping|billing} address?
How do I delete my {account|browsing history}?
How do I delete {one|all} of my photos?
How do I recover {deleted|corrupted} files?
How do I clear my browser {cache|cookies}?
How do I take a screenshot on {Mac|Windows}?
How do I set an alarm on {iPhone|Android}?
How do I record {audio|video} on my phone?
How do I print {single|double}-sided?
How do I freeze the top {row|column} in Excel?
How do I delete {rows|columns} in Excel?
How do I sum a {row|column} in Excel?
How do I use {VLOOKUP|HLOOKUP}?
What is the {mean|median} of 3, 5, 9?
What is the {sum|product} of 6 and 7?
What is the {area|circumference} of a circle with radius 5?
What is the area of a circle with {radius|diameter} 5?
What is the {derivative|integral} of x squared?
What is the derivative of {x^2|x^3}?
What is {sin|cos} of 30 degrees?
What is sin of 30 {degrees|radians}?
What is {2^10|10^2}?
What's the probability of rolling {a six|two sixes}?
What is the {numerator|denominator} of 3/4?
Round 3.14159 to {two|three} decimals
Is 91 {prime|odd}?
How many degrees are in a {triangle|square}?
What is Newton's {first|second} law?
What is the difference between {mass and weight|mass and volume}?
What is the speed of {light|sound}?
How far is the {moon|sun} from the earth?
How hot is the {surface|core} of the sun?
How old is the {universe|earth}?
Which planet is {closest to|farthest from} the sun?
What do {plants|animals} breathe in?
What is the {lightest|heaviest} element?
What is {DNA|RNA}?
What is {mitosis|meiosis}?
What do {red|white} blood cells do?
What's the difference between a {virus and a bacterium|virus and a fungus}?
What is {hypertension|hypotension}?
What is {hyperglycemia|hypoglycemia}?
What causes {high|low} blood sugar?
What causes {constipation|diarrhea}?
Can I take ibuprofen {with|instead of} paracetamol?
How many {mg|ml} of paracetamol can a child take?
How much paracetamol can {a child|an adult} take?
How much ibuprofen can I take {per day|at once}?
Is a fever of {38|40} degrees dangerous?
What vaccines does a {newborn|toddler} need?
Is alcohol allowed {during|after} pregnancy?
Exercises for {lower|upper} back pain
How do I treat a {sunburn|frostbite}?
How long is a {cold|flu} contagious?
What are the {early|late} signs of pregnancy?
Who wrote {the Iliad|the Aeneid}?
Who directed {Jurassic Park|Jurassic World}?
Who sang {Imagine|Yesterday}?
Movies like {Inception|Interstellar}
What's the {first|third} Harry Potter book?
Who plays {Batman|Superman}?
Who killed {Kennedy|Lincoln}?
What caused the {French|Russian} Revolution?
What caused the {fall|rise} of the Roman Empire?
Who won the {Civil|Revolutionary} War?
When was the {Eiffel Tower|Empire State Building} built?
When did {India|Pakistan} become independent?
When was {Mozart|Beethoven} born?
When was Mozart {born|buried}?
When is {Easter|Passover} this year?
When is Mother's Day in {the UK|the US}?
How many days until {Christmas|Easter}?
How many days are in {February|March}?
How many {weeks|days} are in a year?
What day is {today|tomorrow}?
What's the offside rule in {soccer|hockey}?
How many players are on a {baseball|basketball} team?
How long is a {marathon|half marathon}?
How do you score in {tennis|golf}?
What does a {red|yellow} card mean in soccer?
What are the rules of {chess|checkers}?
How does a {knight|bishop} move in chess?
Best opening for {white|black} in chess
How do I solve a {3x3|4x4} Rubik's cube?
Write a birthday wish for my {sister|brother}
Gift ideas for my {mom|dad}
Gift ideas for a {6|16}-year-old
Names for a baby {girl|boy}
Names for a {golden retriever|Siamese cat}
How do I {give|receive} feedback well?
How do I {ask for|give} a raise?
How do I {write|reply to} a cover letter?
Write a {resignation|recommendation} letter
Write a {thank-you|complaint} letter to the hotel
Write an email {to|from} my landlord about the rent
Write a poem {about|by} Shakespeare
Write a product description for a {wooden|plastic} toy train
Rewrite this in the {past|future} tense: I go home
Rewrite this in the {first|third} person: I go home
Make this text {shorter|longer}: We sell bikes
Make this {more|less} formal: hey, what's up
Summarize this in {one|two} sentences: We sell bikes
Give the answer as {JSON|XML}: the capital of France
List all planets {but|and} the moons of Mars
Explain gravity to a {child|physicist}
Explain recursion {with|without} code
Explain {supervised|unsupervised} learning
What is {overfitting|underfitting}?
What is {precision|recall}?
What is {bias|variance} in machine learning?
What is a {convolutional|recurrent} neural network?
How do I train a {classification|regression} model?
Who {owns|founded} Tesla?
How much does Tesla {owe|earn}?
Is Tesla stock {up|down} today?
How many employees does {Google|Amazon} have?
What is {gross|net} income?
What is {revenue|profit}?
What is a {stock|bond}?
What is a {traditional|Roth} IRA?
How do I {pay|collect} taxes?
Can my {landlord|tenant} end the lease early?
Can my landlord {raise|lower} the rent?
What is the penalty for a {felony|misdemeanor}?
What is {civil|criminal} law?
What is {libel|slander}?
Do I have to {pay|report} taxes on gifts?
How do I write a {will|prenup}?
What is a {copyright|patent}?
How do I register a company in {Estonia|Latvia}?
How do I get a {driver's|hunting} license?
How do I renew my {passport|visa}?
Why is my {wifi|computer} slow?
Why does my cat {bite|lick} me?
Why are my plant's leaves turning {yellow|brown}?
Why do leaves {change color|fall}?
Why is the {sky|ocean} blue?
Why is the {ocean|lake} salty?
Why does ice {float|melt}?
Why do we {dream|sleep}?
What happens when you {die|sleep}?
Where do {penguins|polar bears} live?
Where is the {Great Barrier Reef|Great Wall}?
Where can I {buy|throw away} batteries?
Where can I {park|charge} my car?
Who should {I|my wife} see about back pain?
Should I {rent|buy} a house?
Should I {text|call} her first?
Which is {better|worse}: tea or coffee?
Wie {aktiviere|deaktiviere} ich die Benachrichtigungen?
Was ist die Hauptstadt von {Österreich|Australien}?
Wie viel sind {10|20} Prozent von 80?
Schalte das Licht {ein|aus}
Welche Pilze sind {essbar|giftig}?
Was darf ich {mit|ohne} Visum?
Was kostet der Zug von {Köln nach Bonn|Bonn nach Köln}?
¿Cómo {activo|desactivo} las notificaciones?
¿Cuál es la capital de {Perú|Paraguay}?
¿Qué tiempo hace {hoy|mañana} en Madrid?
¿Cómo {abro|cierro} la cuenta?
Comment {activer|désactiver} le mode avion ?
Quelle est la capitale {de l'Italie|de l'Inde} ?
Combien font {12|13} fois 8 ?
如何{开启|关闭}双重验证？
{法国|德国}的首都是哪里？
{2018|2022}年世界杯冠军是谁？
从{北京到上海|上海到北京}的火车要多久？
把空调温度调{高|低}一点
哪些食物糖尿病人{能|不能}吃？
怎么{安装|卸载}这个软件？
把这句话翻译成{英文|日文}：你好
设一个{十|二十}分钟的闹钟
为什么我的{付款|退款}失败了？
太阳离地球有多远？ | 月亮离地球有多远？
我可以{带|不带}护照旅行吗？
What is the capital of France? | ¿Cuál es la capital de Francia?
How do I reset my password? | Wie setze ich mein Passwort zurück?
Explain photosynthesis | 解释一下光合作用
Translate "dog" into French | Translate "chien" into English
How many feet are in a mile? | How many miles are in a foot?
What's the plot of Hamlet? | Who are the characters in Hamlet?
How much does a passport renewal cost? | How long does a passport renewal take?
When is the best time to visit Japan? | How long should I visit Japan?
Who is the author of Dune? | Who is the main character of Dune?
How old is the Eiffel Tower? | How tall is the Eiffel Tower?
Where is Mount Everest? | How high is Mount Everest?
How do I use Docker Compose? | How do I install Docker Compose?
What is Kubernetes? | What is Kubernetes written in?
How does a car engine work? | How much does a car engine cost?
What are the ingredients of pesto? | What dishes use pesto?
How do vaccines work? | How are vaccines tested?
Who uses PostgreSQL? | Who maintains PostgreSQL?
Where does coffee come from? | Where does tea come from?
`;

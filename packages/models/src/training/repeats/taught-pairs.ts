/** Requests put in two ways, to train with. */
export const TAUGHT_TWICE = `
How do I whiten my teeth at home? | What can I do to get whiter teeth without a dentist?
Which country has the most islands? | What's the country with the highest number of islands?
Give me tips for public speaking | How can I get better at speaking in public?
What's the atomic number of oxygen? | Which atomic number does oxygen have?
How do I squash commits in git? | git: how to combine several commits into one
Explain how a microwave oven heats food | How does a microwave work?
Who composed The Magic Flute? | Which composer wrote The Magic Flute?
What does idempotent mean? | Define idempotent
My phone battery drains quickly, why? | Why is the battery of my phone empty so fast?
How much is a first class stamp? | What does a first class stamp cost?
Write a wedding toast for my best friend | I need a toast for the wedding of my best friend
How can I learn touch typing? | What's the best way of learning to type with ten fingers?
Is honey vegan? | Do vegans eat honey?
How do I loop over a map in C++? | C++: iterate through the entries of a map
What are the phases of the moon? | Name the phases of the moon
How do I descale a kettle? | What's the right way of removing limescale from a kettle?
When did the Berlin Wall come down? | In what year did the Berlin Wall fall?
Where do I find my order number? | How can I look up the number of my order?
How do I report a lost card? | I lost my card, where do I report it?
Which river flows through Vienna? | What river is Vienna on?
How do I get a refund? | I want my money back, how does that work?
Why do onions make you cry? | What in onions makes people cry?
How do I fix a squeaky door? | My door squeaks, what can I do?
What is a mutex? | Explain mutexes to me
Recommend a podcast about history | Do you know a good history podcast?
What's the tallest mountain in Europe? | Which mountain is the highest in Europe?
How do I write a will? | What has to be in a will?
How long does jet fuel keep? | What is the shelf life of jet fuel?
Suggest a name for my bakery | What should I call my bakery?
What do I need to open a café? | Which steps are necessary to start a coffee shop?
Can I bring food on a plane? | Is it allowed to take food on board an airplane?
How do I train for a triathlon? | What's a good training plan for a triathlon?
What does a carburetor do? | What's the function of a carburetor?
How do I split a string in Python? | Python split text by a separator
Which key signature has three sharps? | What key has three sharps in it?
How do I grow an avocado from a pit? | Growing avocados from the stone, how is it done?
What is the plot of 1984? | Summarize the novel 1984
Why is my code slow? | What makes my program run slowly?
How do I make friends in a new city? | I moved to a new town, how do I meet people?
What's a synonym of brave? | Give me another word for brave
Is a tomato a fruit? | Does a tomato count as a fruit?
How do I cancel an Uber? | What's the way to call off an Uber ride?
Who is the prime minister of Japan? | Name the Japanese prime minister
How do I find the hypotenuse? | What's the formula for the hypotenuse?
What's the time difference between Rome and Tokyo? | How many hours are Rome and Tokyo apart?
How do I clean a washing machine? | What is the best way to get a washing machine clean?
How do I bake sourdough? | Give me instructions for sourdough bread
What does a CFO do? | What are the responsibilities of a CFO?
Explain the stock market to me | How does the stock market work?
How do I delete a remote branch? | git command for removing a branch on the remote
How do I take care of an orchid? | What's important when caring for orchids?
Are bananas berries? | Is a banana technically a berry?
What is a good gift for a teacher? | What can I give my teacher as a present?
How do I ask someone out? | What's a good way of asking for a date?
When should I prune roses? | What time of the year is right for pruning roses?
How do I make a GIF from a video? | Turn a video into a GIF, how?
Where was Mahatma Gandhi born? | What is Gandhi's birthplace?
Can you freeze milk? | Is it possible to put milk into the freezer?
How fast can a cheetah run? | What's the top speed of a cheetah?
Write a slogan for a bike shop | Come up with a slogan for my bicycle store
How do I find my IP address? | What's my IP and where can I see it?
What are good interview answers to "tell me about yourself"? | How should I respond to "tell me about yourself" in an interview?
How much sugar is in a can of coke? | What amount of sugar does a coke contain?
How do I stop a nosebleed? | What should I do when my nose bleeds?
How do I set up a VPN on my router? | Configuring a VPN on the router
Which gas do plants absorb? | What gas is taken in by plants?
Is it going to rain tomorrow? | Will it rain tomorrow?
Wake me at seven tomorrow | Set an alarm for 7 tomorrow
Switch on the fan | Turn the fan on please
What's in the news? | Tell me the latest news
How far is it to the next gas station? | What's the distance to the closest petrol station?
Show my to-do list | What's on my list of todos?
Put a meeting with Eva in my calendar for Tuesday | Schedule a meeting with Eva on Tuesday
Play something relaxing | Put on some relaxing music
How many people work at Siemens? | What's the number of employees of Siemens?
Explain the rules of poker | How is poker played?
What's the biggest desert? | Which desert is the largest in the world?
How do I write a SQL subquery? | Show me how subqueries in SQL work
How do I get gum out of hair? | Removing chewing gum from hair
What does the appendix do? | What is the purpose of the appendix in the body?
Which countries border Switzerland? | What are the neighbouring countries of Switzerland?
How do I mock a function in Jest? | Jest: mocking functions
How do I make a website? | What do I need to do to build my own website?
Is it OK to wear white to a wedding? | Can I wear white as a wedding guest?
My dog ate chocolate, what should I do? | What do I do if my dog has eaten chocolate?
How do I calculate body mass index? | What's the formula for BMI?
What is the function of the liver? | What does the liver do?
How do I log errors in Express? | Express error logging, how is it done?
How do I pay my bill online? | Paying the bill over the internet, where?
Do you have a student discount? | Are there special prices for students?
Can I get an invoice for my purchase? | I need a receipt for what I bought
Why was my account suspended? | My account got suspended, what's the reason?
How can I change the date of my booking? | I'd like to move my reservation to another day
What are your opening hours? | When are you open?
Is there parking nearby? | Can I park close to your place?
The page doesn't load, what's wrong? | Why is the page not loading?
How do I connect two monitors? | Setting up dual monitors
How do I reverse a linked list? | Algorithm for reversing a linked list
What is the difference between a crocodile and an alligator? | How can you tell crocodiles from alligators?
Why did Napoleon lose at Waterloo? | What were the reasons for Napoleon's defeat at Waterloo?
What's the formula for kinetic energy? | How do you calculate kinetic energy?
What is the currency of Poland? | Which currency do they use in Poland?
Who was Ada Lovelace? | What did Ada Lovelace do?
Solve x^2 = 49 | What are the solutions of x^2 = 49?
Simplify 6/8 | Reduce the fraction 6/8
What is the sum of the first 100 integers? | Add up all integers from 1 to 100
Factor x^2 - 9 | Write x^2 - 9 as a product
Wie backe ich einen Apfelkuchen? | Rezept für Apfelkuchen
Wie hoch ist der Eiffelturm? | Welche Höhe hat der Eiffelturm?
Wann wurde Goethe geboren? | In welchem Jahr kam Goethe zur Welt?
Wie lösche ich mein Konto? | Ich will mein Konto löschen, wie mache ich das?
¿Cómo se hace una paella? | Dame una receta de paella
¿Dónde puedo ver mi factura? | ¿Cómo encuentro la factura?
Où se trouve la tour Eiffel ? | À quel endroit est la tour Eiffel ?
Comment apprendre le piano ? | Quelle est la meilleure façon d'apprendre le piano ?
怎么减肥最有效？ | 最有效的减肥方法是什么？
什么是人工智能？ | 请介绍一下人工智能
怎么用Excel做图表？ | Excel里如何制作图表？
长城有多长？ | 万里长城的长度是多少？
推荐几部科幻电影 | 有哪些好看的科幻电影？
怎么申请护照？ | 申请护照需要怎么做？
晚饭吃什么好？ | 给我推荐一下晚饭
怎么联系客服？ | 客服怎么联系？
猫为什么怕水？ | 为什么猫咪害怕水？
`;

/** Requests that sound alike and are not, to train with; written as those that are measured with. */
export const TAUGHT_ALIKE = `
How do I {whiten|straighten} my teeth?
What's the atomic {number|mass} of oxygen?
What's the atomic number of {oxygen|nitrogen}?
How do I {squash|revert} commits in git?
Who composed {The Magic Flute|Don Carlos}?
How much is a {first|second} class stamp?
Write a wedding toast for my {best friend|sister}
Is {honey|butter} vegan?
How do I loop over a map in {C++|Java}?
When did the Berlin Wall {come down|go up}?
How do I report a {lost|damaged} card?
Which river flows through {Vienna|Prague}?
Why do {onions|chillies} make you cry?
How do I {create|delete} a remote branch?
Recommend a podcast about {history|economics}
What's the tallest {mountain|building} in Europe?
Can I bring {food|liquids} on a plane?
How do I train for a {triathlon|marathon}?
Who is the {prime minister|emperor} of Japan?
Who is the prime minister of {Japan|Norway}?
What's the time difference between {Rome and Tokyo|Rome and Sydney}?
What does a {CFO|CTO} do?
Are {bananas|strawberries} berries?
When should I {prune|plant} roses?
Where was {Gandhi|Nehru} born?
Where did Gandhi {live|die}?
How {fast|long} can a cheetah run?
Which gas do plants {absorb|release}?
Is it going to {rain|snow} tomorrow?
Is it going to rain {tomorrow|on Saturday}?
Wake me at {seven|eight} tomorrow
Switch {on|off} the fan
Switch on the {fan|heater}
What's the {biggest|smallest} desert?
What's the biggest {desert|lake}?
What does the {appendix|spleen} do?
Which countries border {Switzerland|Luxembourg}?
My dog {ate|threw up} chocolate, what should I do?
What's the currency of {Poland|Hungary}?
Solve x^2 = {49|64}
Simplify {6/8|9/12}
Factor x^2 {-|+} 9
Wann wurde {Goethe|Schiller} geboren?
Wann ist Goethe {geboren|gestorben}?
Wie {öffne|schließe} ich mein Konto?
¿Cómo se hace una {paella|tortilla}?
Où se trouve {la tour Eiffel|le Louvre} ?
怎么{增肥|减肥}？
{长城|黄河}有多长？
长城有多{长|高}？
{猫|狗}为什么怕水？
怎么申请{护照|签证}？
How do I connect {two|three} monitors?
What is the difference between a {crocodile and an alligator|crocodile and a caiman}?
Why did Napoleon {lose at Waterloo|win at Austerlitz}?
What's the formula for {kinetic|potential} energy?
What is the sum of the {first 100|first 50} integers?
Can I {get|correct} an invoice for my purchase?
Why was my account {suspended|upgraded}?
How can I change the {date|name} of my booking?
What are your opening hours {today|on Sunday}?
How do I reverse a linked {list|tree}?
How do I {insert into|delete from} a linked list?
How much {sugar|caffeine} is in a can of coke?
How do I stop a {nosebleed|toothache}?
Write a slogan for a {bike|flower} shop
How do I get {gum|paint} out of hair?
Can you freeze {milk|eggs}?
How do I make a {GIF|still image} from a video?
Is it OK to wear {white|black} to a wedding?
How do I set up a VPN on my {router|phone}?
How many people {work at|own shares of} Siemens?
Explain the rules of {poker|bridge}
How do I mock a {function|module} in Jest?
Translate this into {Dutch|Danish}: I am here
Play something {relaxing|energetic}
Read my {email|messages}
How far is it to the next {gas station|hospital}?
How do I ask {someone out|for directions}?
What was the score {yesterday|last week}?
What's the {weather|time} in Oslo?
Show my {to-do|shopping} list
Put a meeting with {Eva|Max} in my calendar
Move the meeting from {Monday to Tuesday|Tuesday to Monday}
Is {Berlin larger than Munich|Munich larger than Berlin}?
Convert {inches to centimeters|centimeters to inches}
Give me {three|six} reasons to exercise
What is {30|40} percent of 90?
How many grams are in {2|5} ounces?
Who won the Super Bowl in {2015|2016}?
What happened on {July 4|July 14}?
Explain the difference between {== and ===|== and equals}
What does {ls -a|ls -t} do?
What does {array.shift|array.unshift} do?
How do I install {numpy|scipy}?
How do I upgrade {Python 3.8 to 3.9|Python 3.9 to 3.10}?
Is the {Pixel 7|Pixel 8} good?
What is vitamin {A|K} good for?
How do I treat {a burn|a cut}?
Can I take aspirin {with|without} food?
How long should a {baby|teenager} sleep?
Which plants are {poisonous|harmless} for dogs?
What should I {pack|leave at home} for a safari?
Who {wrote|translated} Don Quixote?
Who is the {hero|villain} in Othello?
How does Macbeth {begin|end}?
What's the {chorus|first verse} of this song?
What's the {minimum|maximum} age to vote in Austria?
How do I become a {pilot|flight attendant}?
How do I {hire|fire} an employee?
How do I {rent out|rent} a flat?
What are the {risks|benefits} of fasting?
What is the {cause|cure} of malaria?
What is the {population|area} of Chile?
What is the population of {Chile|Bolivia}?
What is the {highest|lowest} note on a piano?
How many {strings|frets} does a guitar have?
How many strings does a {guitar|violin} have?
Is {iron|gold} magnetic?
How hot is {lava|boiling oil}?
Why do {dogs|wolves} howl?
Why do dogs {howl|dig}?
How do I {draw|paint} a horse?
How do I draw a {horse|cat}?
`;

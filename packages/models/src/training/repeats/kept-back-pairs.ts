/**
 * Requests put in two ways, written before the judge was trained anew and kept back: only the shares of all of them are
 * ever printed, never which of them went wrong.
 */
export const KEPT_TWICE = `
How do I get candle wax out of a tablecloth? | Removing wax from table linen, what works?
What's a good substitute for buttermilk? | What can I use in place of buttermilk?
Who came up with the periodic table? | Which scientist invented the periodic table?
How do I stop my glasses from fogging up? | My glasses keep steaming up, what can I do about it?
Explain what an API is to someone non-technical | What is an API in plain language?
How many bones does a shark have? | Do sharks have any bones, and how many?
How can I get rid of fruit flies? | What's the best way to eliminate fruit flies in my kitchen?
Write a short apology to a customer whose order was late | Compose a brief apology for a late order to a client
What's the difference between a virus and a bacterium? | How do viruses differ from bacteria?
How do I exit vim? | What's the command for quitting vim?
When is the best time to visit Iceland? | Which season is ideal for a trip to Iceland?
What are the symptoms of dehydration? | How can I tell that I'm dehydrated?
How do I check which process is using port 3000? | Find out what is running on port 3000
What does RSVP stand for? | What is RSVP short for?
Can I return an item without the receipt? | Is it possible to give something back if I no longer have the receipt?
How long should I boil eggs for a soft yolk? | What's the cooking time for soft-boiled eggs?
I can't log in to my account | Signing in to my account doesn't work
Where can I see my past orders? | How do I view my order history?
How do I center a div? | What's the CSS for putting a div in the middle?
Who painted The Night Watch? | The Night Watch was painted by whom?
Why is the sea salty? | What makes ocean water salty?
What is the largest organ in the human body? | Which organ of the body is the biggest?
Suggest a movie for a rainy Sunday | What film should I watch on a rainy Sunday?
How do I convert a list to a set in Python? | Python: turn a list into a set
How do I calm down before an exam? | Tips against nerves before a test
Should I rent or buy a home? | Is buying a house better than renting one?
How much protein do I need per day? | What is the recommended daily amount of protein?
Give me a recipe for tomato soup | How do you cook tomato soup?
What's the fastest way from the airport to downtown? | How do I get from the airport into the city centre most quickly?
How do I undo the last commit? | Reverting the most recent commit in git
What time does the pharmacy close? | Until when is the drugstore open?
Translate "see you soon" into Italian | How would you say "see you soon" in Italian?
Turn off the bedroom light | Switch the light in the bedroom off
Remind me to water the plants tonight | Set a reminder for tonight to water the plants
How do I make my resume stand out? | What makes a CV get noticed?
What causes hiccups? | Why do people get the hiccups?
Can cats drink milk? | Is milk okay for cats?
How deep is the Mariana Trench? | What's the depth of the Mariana Trench?
How do I merge two dictionaries in Python? | Combine two dicts into one, Python
What's the capital of New Zealand? | Which city is New Zealand's capital?
How do I know if an avocado is ripe? | Signs that an avocado is ready to eat
How can I save money on groceries? | Ways to spend less at the supermarket
What does a product manager do all day? | What are the daily tasks of a product manager?
What was the cause of the French Revolution? | Why did the French Revolution break out?
Rewrite this sentence so that it sounds more polite: send me the file | Make this more polite: send me the file
I forgot my PIN | I can't remember my PIN
My card has not arrived yet | I'm still waiting for my new card
How do I change my email address? | I'd like to update the email on my account
Why was I charged twice? | There are two charges for one purchase, why?
Can I pay in instalments? | Do you offer payment in monthly rates?
How do I block spam calls? | What can I do against unwanted calls?
How do I teach my dog to sit? | Training a dog to sit, how does it work?
What's a good name for a coffee shop? | Come up with a name for my café
How far away is the moon? | What's the distance from here to the moon?
What is the meaning of "touch base"? | What do people mean when they say "touch base"?
How do I write a haiku? | What are the rules for writing haikus?
What's the population of Brazil? | How many people live in Brazil?
Which vitamins are in carrots? | What vitamins do carrots contain?
How do I stop procrastinating? | I keep putting things off, how do I quit that?
How do I create a virtual environment in Python? | Setting up a Python venv
How do I remove a password from a PDF? | Get rid of the password protection on a PDF
What is a good tip in a restaurant in France? | How much should one tip in French restaurants?
Is it dangerous to swim after eating? | Can swimming right after a meal be harmful?
How do I fall asleep faster? | What helps me get to sleep more quickly?
Why do leaves change color? | What's the reason leaves turn red and yellow in autumn?
What is inflation? | Could you explain to me what inflation is?
How can I improve my handwriting? | Tips for better handwriting
How long does a passport renewal take? | How many weeks until I get my renewed passport?
What should I wear to a job interview? | Which clothes are right for a job interview?
What's the plot of Hamlet? | Summarise Hamlet for me
How do I write unit tests for React components? | Testing React components with unit tests, how is it done?
How do I sort a table by two columns in SQL? | SQL: order rows by two columns
How do I fix a dripping tap? | My faucet is leaking drops, how do I repair it?
Are tomatoes bad for dogs? | Is it harmful when dogs eat tomatoes?
What is the square root of 169? | Calculate the root of 169
Where does the word "salary" come from? | What's the origin of the word "salary"?
How do vaccines work? | In what way do vaccines protect the body?
How do I grow tomatoes on a balcony? | Growing balcony tomatoes, what must I know?
What is the longest river in the world? | Name the world's longest river
Give me three ideas for a birthday party | I need three birthday party ideas
Who is the author of Dune? | Who wrote Dune?
How do I scan a QR code with my phone? | Use a phone to read a QR code
What's the easiest instrument to learn? | Which musical instrument is simplest to pick up?
How do I get over jet lag? | What's good against jet lag?
What happens if I miss a credit card payment? | Consequences of not paying a credit card bill on time
How do I keep squirrels away from my bird feeder? | Squirrels plunder my bird feeder, how do I prevent that?
What does "npm ci" do? | Explain the command "npm ci"
Show me my calendar for Friday | What's on my schedule on Friday?
Play the latest album by Adele | Put on Adele's newest album
What is photosynthesis? | Describe how photosynthesis works
How do I politely decline a meeting? | A courteous way of saying no to a meeting
How do I clear the cache in Chrome? | Deleting Chrome's cache
Wie koche ich Reis richtig? | Wie wird Reis richtig gekocht?
Was kostet ein Visum für Kanada? | Wie teuer ist ein Visum für Kanada?
¿Cómo cambio mi contraseña? | Quiero cambiar la contraseña, ¿qué hago?
Comment annuler ma commande ? | Je voudrais annuler une commande, comment faire ?
怎么提高英语口语？ | 如何提升英语口语水平？
北京有哪些好玩的地方？ | 推荐一些北京的景点
怎样才能早点睡着？ | 如何更快入睡？
这个软件怎么卸载？ | 如何卸载这个软件？
`;

/** Requests that sound alike and are not, kept back in the same way. */
export const KEPT_ALIKE = `
How do I get candle {wax|soot} out of a tablecloth?
What's a good substitute for {buttermilk|butter}?
How do I {stop|make} my glasses fog up?
How many bones does a {shark|snake} have?
How can I {get rid of|breed} fruit flies?
Write a short apology to a customer whose order was {late|wrong}
How do I {enter|exit} vim's insert mode?
When is the {best|worst} time to visit Iceland?
What are the symptoms of {dehydration|overhydration}?
How do I check which process is using port {3000|8000}?
Can I return an item {with|without} the receipt?
How long should I boil eggs for a {soft|hard} yolk?
Where can I see my {past|upcoming} orders?
How do I center a div {horizontally|vertically}?
Who {painted|bought} The Night Watch?
What is the {largest|smallest} organ in the human body?
How do I convert a {list to a set|set to a list} in Python?
How much {protein|fiber} do I need per day?
How much protein does a {man|child} need per day?
What time does the pharmacy {open|close}?
Translate "see you soon" into {Italian|Romanian}
Turn {off|on} the bedroom light
Turn off the {bedroom|bathroom} light
Remind me to water the plants {tonight|tomorrow}
Can {cats|hedgehogs} drink milk?
How deep is the {Mariana Trench|Puerto Rico Trench}?
What's the capital of New {Zealand|Mexico}?
What was the {cause|result} of the French Revolution?
What was the cause of the {French|Russian} Revolution?
My card {has|has not} arrived yet
How do I change my {email|postal} address?
Why was I charged {twice|three times}?
Do you {offer|accept} payment by cheque?
How do I teach my dog to {sit|stay}?
How far away is the {moon|sun}?
What's the population of {Brazil|Brasília}?
Which {vitamins|minerals} are in carrots?
How do I {add|remove} a password on a PDF?
Is it dangerous to swim {after|before} eating?
How do I fall asleep {faster|later}?
How long does a passport {renewal|application} take?
What should I {wear|bring} to a job interview?
How do I sort a table by two {columns|rows} in SQL?
What is the square root of {169|196}?
What is the {square|cube} root of 64?
How do I grow {tomatoes|potatoes} on a balcony?
What is the longest {river|bridge} in the world?
Give me {three|five} ideas for a birthday party
Who {wrote|directed} Dune?
What happens if I {miss|make} a credit card payment?
How do I {attract|repel} squirrels?
What does "npm {ci|install}" do?
Show me my calendar for {Friday|next Friday}
Play the {latest|first} album by Adele
How do I politely {accept|decline} a meeting?
How do I clear the {cache|history} in Chrome?
How do I clear the cache in {Chrome|Firefox}?
Flights from {Lisbon to Madrid|Madrid to Lisbon}
Is a {kilogram|pound} of feathers heavier than a pound of lead?
Did {Germany beat Brazil|Brazil beat Germany} in 2014?
Which animals {hunt lions|do lions hunt}?
Who is taller, {Tom than his brother|Tom's brother than Tom}?
How many {feet|meters} are in a mile?
Set the oven to 200 {Fahrenheit|Celsius}
Convert 30 {kilograms to pounds|pounds to kilograms}
What foods {contain|don't contain} gluten?
List countries that {are|are not} in the EU
Which apps {can|can't} read my contacts?
Why does my code {compile|not compile}?
Is it {legal|illegal} to sell homemade jam?
How do I {allow|prevent} cookies on a website?
How do I {mark|unmark} a message as read?
How do I {pin|unpin} a chat?
How do I {hire|become} a plumber?
What does my {employer|employee} have to pay when I am ill?
How much do I {owe|get} after taxes?
How do I {expand|collapse} all folders in VS Code?
How do I {send|receive} money from abroad?
Is {Ana older than Bea|Bea older than Ana} if Ana is 20 and Bea is 25?
What is vitamin {B6|B12} good for?
Which is the {second|third} largest city in Japan?
What does {git fetch|git pull} do?
How do I use {useMemo|useEffect} in React?
What is the difference between {let and const|let and var}?
Explain the {first|second} law of thermodynamics
Explain the plot of {Toy Story 2|Toy Story 3}
What happened in Berlin in {1961|1989}?
How do I treat a {bee|wasp} sting?
Can I take ibuprofen {with|instead of} aspirin?
Is {ibuprofen|paracetamol} bad for the liver?
Who is the president of {South|North} Korea?
What's the time in {Sydney|Perth}?
How do I {borrow|renew} a library book?
Explain this contract to a {landlord|tenant}
Wie koche ich {Reis|Nudeln} richtig?
Wie {kündige|verlängere} ich meinen Vertrag?
¿Cómo {activo|desactivo} las notificaciones?
Comment {annuler|suivre} ma commande ?
这个软件怎么{安装|卸载}？
从{上海到北京|北京到上海}的火车几点开？
`;

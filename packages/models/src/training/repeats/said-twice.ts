/**
 * Requests as people send them to assistants, each put in two ways: one answer serves both. Written to measure with, and
 * never trained or tuned on.
 */
export const SAID_TWICE = `
How do I reset my password? | I forgot my password, how can I change it?
What's the capital of Australia? | Which city is the capital of Australia?
How can I boil an egg so the yolk stays runny? | How long should an egg boil for a soft yolk?
Can you explain how photosynthesis works? | Explain photosynthesis to me please
Write a haiku about autumn leaves | Please compose a haiku on the subject of autumn leaves
How do I turn on two-factor authentication? | How can I enable 2FA?
What does HTTP status 404 mean? | Meaning of the HTTP 404 status code
How many calories are in a banana? | How many kcal does one banana have?
Translate "good morning" into Japanese | How do you say "good morning" in Japanese?
What is the boiling point of water at sea level? | At sea level, at what temperature does water boil?
How do I undo the last commit in git? | What's the git command to revert my most recent commit locally?
Who wrote Pride and Prejudice? | Who is the author of Pride and Prejudice?
Give me a recipe for banana bread | How do I make banana bread?
How tall is Mount Everest? | What is the height of Mount Everest?
What are the symptoms of the flu? | Which symptoms does influenza cause?
how to center a div in css | What's the way to center a div with CSS?
Recommend a good book on stoicism | Can you suggest a book about stoicism?
Is it safe to eat raw cookie dough? | Can I eat uncooked cookie dough without getting sick?
How do I remove red wine stains from a carpet? | What gets red wine out of carpet?
When did World War II end? | In which year did the Second World War end?
What is machine learning in simple terms? | Explain machine learning to a beginner
How much water should I drink per day? | What is the recommended daily water intake?
Why is the sky blue? | What makes the sky look blue?
What time zone is Lisbon in? | Which time zone does Lisbon use?
How do I cancel my subscription? | I want to end my subscription, what are the steps?
Where can I download my invoice? | How do I get a copy of my invoice?
Convert 10 miles to kilometers | How many kilometers are 10 miles?
What's the difference between a virus and a bacterium? | How do viruses differ from bacteria?
How do I create a virtual environment in Python? | What's the command to make a Python virtualenv?
Who painted the Mona Lisa? | Which artist painted the Mona Lisa?
Write a thank-you note to my boss | Draft a thank you message for my manager
What are some good exercises for lower back pain? | Which exercises help against pain in the lower back?
How do I tie a tie? | Show me how to knot a necktie
What is the speed of light? | How fast does light travel?
Best way to store fresh basil? | How should I keep fresh basil so it lasts?
Tell me a joke about programmers | Do you know a programmer joke?
How do I list all running docker containers? | Which docker command shows the running containers?
What's the largest ocean on Earth? | Which ocean is the biggest in the world?
How can I improve my credit score? | What can I do to raise my credit score?
What should I wear to a job interview? | What clothes are appropriate for a job interview?
Give me five names for a golden retriever | Suggest five names for my golden retriever
How do I export a table to CSV in PostgreSQL? | Postgres: dump a table as a CSV file, how?
What is inflation? | Can you define inflation for me?
How do vaccines work? | What is the mechanism behind vaccines?
Summarize the plot of Hamlet | Give me a summary of Hamlet's plot
How can I sleep better at night? | Any tips for better sleep?
What's a good substitute for buttermilk? | What can I use instead of buttermilk?
How do I change a flat tire? | What are the steps for replacing a flat tyre?
Who was the first person on the moon? | Who was the first human to walk on the moon?
Which planet has the most moons? | What planet in our solar system has the greatest number of moons?
Explain recursion with an example | Can you show me what recursion is using an example?
What is the meaning of the word "ubiquitous"? | Define "ubiquitous"
My laptop won't turn on, what should I do? | What can I try if my laptop does not start?
How often should I water a cactus? | How frequently does a cactus need watering?
How to sort a list of dictionaries by a key in Python? | Python: sorting a list of dicts by one key
Can dogs eat grapes? | Are grapes okay for dogs?
What's the population of Canada? | How many people live in Canada?
Give me an example of a metaphor | Can you provide a metaphor as an example?
How do I file a tax extension? | What's the process for getting an extension on my taxes?
Where is the Great Barrier Reef? | In what location can you find the Great Barrier Reef?
What is the square root of 144? | Calculate the square root of 144
How long does it take to learn Spanish? | How much time do I need to learn Spanish?
What causes earthquakes? | Why do earthquakes happen?
Write a regex that matches an email address | I need a regular expression for email addresses
How do I make cold brew coffee at home? | Recipe for homemade cold brew coffee
What are the side effects of ibuprofen? | Which side effects can ibuprofen have?
How do I mute notifications on my phone? | How can I silence the notifications on my phone?
Who is the CEO of Microsoft? | Who runs Microsoft as CEO?
What is a black hole? | Can you explain what black holes are?
Plan a three-day trip to Rome | Make me an itinerary for three days in Rome
How do I get rid of ants in the kitchen? | What helps against ants in my kitchen?
What's the plural of "octopus"? | How do you form the plural of octopus?
Is Pluto a planet? | Does Pluto count as a planet?
How does a refrigerator work? | What's the working principle of a fridge?
What does "carpe diem" mean? | Translate the phrase "carpe diem"
How do I rename a branch in git? | Renaming a git branch: how does it work?
What year was the Eiffel Tower built? | When was the Eiffel Tower constructed?
How do I check my account balance? | Where can I see the balance of my account?
Help me write a resignation letter | Can you draft a letter of resignation for me?
What's the best way to learn to play guitar? | How should I go about learning the guitar?
Which vitamins are in oranges? | What vitamins does an orange contain?
How do I convert a string to an integer in JavaScript? | JavaScript parse string as int
What is the chemical symbol for gold? | Which symbol does gold have in the periodic table?
How do I stop hiccups? | What's a quick remedy for hiccups?
What's the weather usually like in Iceland in May? | What weather should I expect in Iceland in May?
How much does a passport renewal cost? | What is the fee for renewing a passport?
When is the best time to visit Japan? | What's the ideal season for a trip to Japan?
How do I delete my account? | I'd like to close my account, how can I do that?
What are the ingredients of pesto? | What goes into pesto?
Who discovered penicillin? | Penicillin was discovered by whom?
What is the Pythagorean theorem? | State the theorem of Pythagoras
How can I reduce my carbon footprint? | Ways to lower my carbon footprint
What does a product manager do? | What are the tasks of a product manager?
Give me a vegan dinner idea | Suggest something vegan for dinner
How do I connect my phone to the car via Bluetooth? | Pairing my phone with my car over bluetooth, how?
What's the difference between TCP and UDP? | Compare TCP with UDP
How many bones are in the human body? | What is the number of bones a human has?
Where do penguins live? | What's the natural habitat of penguins?
How do I fix a leaky faucet? | What can I do about a dripping tap?
What is the tallest building in the world? | Which building is the tallest on earth?
Explain the theory of relativity like I'm five | ELI5: the theory of relativity
How can I speed up my WordPress site? | My WordPress website is slow, how do I make it faster?
What's the exchange rate between euro and dollar? | How many dollars do I get for one euro?
Should I use tabs or spaces? | Tabs vs spaces: which one is better?
How do I set an alarm on my iPhone? | Setting an alarm on an iPhone, what do I have to do?
Is coffee bad for you? | Is drinking coffee unhealthy?
How do I politely decline a meeting? | What is a polite way of saying no to a meeting?
What does GDP stand for? | What is GDP short for?
How can I learn to cook? | What's the best way to start learning how to cook?
How long should I cook spaghetti? | What is the cooking time for spaghetti?
What's the deepest point in the ocean? | Where is the ocean at its deepest?
What language is spoken in Brazil? | Which language do people in Brazil speak?
How do I concatenate two lists in Python? | In Python, how can two lists be joined together?
What can I do about a sore throat? | How do I treat a sore throat?
How do magnets work? | Why do magnets attract things?
Who invented the telephone? | Which inventor came up with the telephone?
What is blockchain? | Please explain what a blockchain is
How do I take a screenshot on a Mac? | What's the keyboard shortcut for a screenshot on macOS?
How much sleep do teenagers need? | How many hours should a teenager sleep?
Name three renewable energy sources | List three sources of renewable energy
How do I open a jar that is stuck? | The lid of my jar won't budge, how do I open it?
What's the difference between affect and effect? | When do I use affect and when effect?
What does the mitochondria do? | What's the function of mitochondria?
How do I make a pull request on GitHub? | Steps to open a PR on GitHub
How does compound interest work? | Could you explain compound interest?
What is the longest river in Africa? | Which African river is the longest?
Can I freeze cooked rice? | Is it possible to put cooked rice in the freezer?
How do I start a podcast? | What do I need to do to launch a podcast?
What's the fastest land animal? | Which animal runs the fastest?
What is the legal drinking age in Germany? | How old do you have to be to drink alcohol in Germany?
How do I find the length of an array in Java? | Java: get the number of elements in an array
Write a short birthday wish for my sister | I need a brief birthday message for my sister
Why do cats purr? | What's the reason cats purr?
How do I clean a cast iron pan? | What's the proper way of cleaning cast iron cookware?
What is the national animal of Scotland? | Which animal is the national symbol of Scotland?
How do I write a cover letter? | What should a cover letter look like?
How do I calculate a percentage? | What's the formula for percentages?
Which country has the largest population? | What is the most populous country?
What is the difference between weather and climate? | How is climate different from weather?
Where can I change my email address? | How do I update the e-mail on my account?
My card was declined, why? | Why did my card payment get rejected?
How do I track my order? | Where can I see the status of my order?
How long does delivery take? | When will my package arrive after ordering?
What's your refund policy? | How do refunds work here?
Do you ship internationally? | Can I order from another country?
I was charged twice, can you help? | There is a duplicate charge on my account
How do I apply a discount code? | Where do I enter a coupon code?
Can I change my delivery address? | Is it possible to have my parcel sent to a different address?
What payment methods do you accept? | Which ways to pay are there?
I never received my package | My parcel hasn't arrived
How can I talk to a human agent? | I'd like to speak with a real person
The app keeps crashing, what can I do? | Your app crashes all the time, how do I fix that?
How do I upgrade to the premium plan? | I want to switch to premium, how?
How do I add a user to my team? | Inviting a new member to the team: where do I do it?
Where do I find my API key? | How can I look up my API key?
How do I log in with Google? | Can I use my Google account to sign in?
Can I pause my membership? | Is there a way to put my membership on hold?
How do I unsubscribe from the newsletter? | Stop sending me your newsletter
How do I change the language of the app? | Where's the setting for the app language?
Which browsers do you support? | What browsers does it work with?
Is my data encrypted? | Do you encrypt my data?
How do I contact support? | What's the best way to reach customer service?
How do I read a file line by line in Python? | Python: iterate over the lines of a file
How do I check if a key exists in a dictionary? | Test whether a dict contains a key
What is a closure in JavaScript? | Explain JavaScript closures
How can I merge two branches in git? | What is the git command for merging one branch into another?
What's the difference between let and var? | let vs var in JavaScript
How do I kill a process on Linux? | Which command terminates a process in Linux?
How do I find large files on Linux? | Linux command to locate the biggest files
What is dependency injection? | Could you explain the concept of dependency injection?
How do I reverse a string in Go? | Golang reverse string
How do I write a unit test with pytest? | Show me an example of a pytest unit test
What does "segmentation fault" mean? | What is a segfault?
How do I make an HTTP request in Rust? | Sending an HTTP request from Rust, how is it done?
What is Big O notation? | Explain big-O
How do I parse JSON in Java? | What's the usual way to read JSON with Java?
How do I remove duplicates from a list in Python? | Python get unique elements of a list
How do I join two tables in SQL? | SQL: combining rows of two tables
What's the difference between an inner join and a left join? | How do left joins differ from inner joins?
How do I create an index in MySQL? | What's the MySQL statement for creating an index?
How can I see which ports are open on my server? | List the listening ports of a Linux machine
How do I schedule a cron job every hour? | What is the cron expression for once an hour?
How do I deploy a container on Kubernetes? | Steps to run a container in a Kubernetes cluster
What is a race condition? | Define race condition in programming
How do I set an environment variable in bash? | bash: export an environment variable
How do I revert a single file in git? | git: undo the changes of one file only
How do I print without a newline in Python? | Python print that does not add a line break
What is the use of the static keyword in Java? | What does static mean in Java?
How do I compare two dates in JavaScript? | JavaScript: check which of two dates is earlier
What's a good way to learn Rust? | How should I get started with Rust?
How do I handle exceptions in C#? | C# exception handling, how does it work?
How do I ssh into a server with a key file? | Connect over ssh using a private key
What are the SOLID principles? | List and explain SOLID
How do I generate a random number in C++? | Random numbers in C++
How do I add a column to a pandas dataframe? | pandas: create a new column
How do I get the current date in SQL Server? | SQL Server: today's date
What is an API? | What does API mean and what is it?
How can I make my code more readable? | Tips for writing readable code
What's the best pizza dough recipe? | How do I make really good pizza dough?
How do I know if an avocado is ripe? | How can you tell that an avocado is ready to eat?
How do I cook rice perfectly? | What's the trick to perfect rice?
Can I substitute honey for sugar? | Is it OK to use honey in place of sugar?
How long can cooked chicken stay in the fridge? | For how many days does cooked chicken keep in the refrigerator?
What temperature should a turkey be inside? | What's the safe internal temperature for turkey?
How do I make vegetable stock? | Homemade vegetable broth recipe
What wine goes with salmon? | Which wine pairs well with salmon?
How do I peel garlic quickly? | Fast way to peel garlic cloves
What is umami? | What does umami taste mean?
How do I make my bread rise more? | Why isn't my bread rising enough and how do I fix it?
What can I cook with leftover potatoes? | Ideas for using up leftover potatoes
How much caffeine is in a cup of coffee? | What amount of caffeine does a cup of coffee contain?
How do I sharpen a kitchen knife? | What's the right way to sharpen kitchen knives?
Is tap water safe to drink in Mexico? | Can I drink the tap water in Mexico?
Do I need a visa for Vietnam? | Is a visa required to travel to Vietnam?
What are the must-see sights in Paris? | Which sights should I not miss in Paris?
What's the cheapest way to get from London to Paris? | How can I travel from London to Paris for as little money as possible?
How early should I be at the airport? | How long before my flight do I need to arrive at the airport?
What can I bring in my carry-on? | Which items are allowed in hand luggage?
Is it safe to travel to Egypt? | How safe is Egypt for tourists?
What's the tipping culture in the US? | How much do you tip in the United States?
How do I deal with jet lag? | Tips against jet lag
Which plug type does the UK use? | What kind of power outlets are there in the United Kingdom?
Best neighborhoods to stay in Tokyo? | In which area of Tokyo should I book a hotel?
How do I get from the airport to downtown Lisbon? | What's the best way from Lisbon airport into the city center?
What should I pack for a hiking trip? | Give me a packing list for hiking
What's the best month to see the northern lights? | When is the best time of the year for northern lights?
How do I lower my blood pressure naturally? | Natural ways to reduce blood pressure
How many steps should I walk a day? | What's a good daily step count?
What foods are high in protein? | Which foods contain a lot of protein?
How do I lose belly fat? | What is the best way of getting rid of belly fat?
Why do my eyes twitch? | What causes an eye twitch?
What are the early signs of pregnancy? | Which symptoms are typical at the beginning of a pregnancy?
How do I treat a sunburn? | What helps against sunburn?
How long does a cold last? | For how many days are you usually sick with a cold?
What is a healthy resting heart rate? | What's a normal pulse at rest?
How can I manage stress at work? | What can I do against stress in my job?
How do I stop procrastinating? | Tips to beat procrastination
What does vitamin D do? | What is vitamin D good for?
How do I meditate? | How do you start meditating?
How do I do a proper push-up? | What's the correct form for push-ups?
Why do I get headaches after exercise? | What's the reason for headaches following a workout?
How do I improve my posture? | What can I do for a better posture?
How much exercise do I need per week? | What amount of weekly exercise is recommended?
What caused World War I? | What were the causes of the First World War?
Who was Cleopatra? | Tell me about Cleopatra
When did the Roman Empire fall? | In what year did the Roman Empire come to its end?
What was the Cold War about? | Explain the Cold War
Who built the pyramids? | The pyramids were built by whom?
Why did the Titanic sink? | What made the Titanic go down?
What was the Renaissance? | Give me an overview of the Renaissance
Who was the first president of the United States? | Name the first US president
What is the Magna Carta? | What was the Magna Carta about?
When was the printing press invented? | What year did the printing press come about?
What started the French Revolution? | Which events triggered the French Revolution?
How did the Black Death spread? | In which way did the plague spread in the Middle Ages?
Who was Nikola Tesla and what did he do? | What is Nikola Tesla known for?
When did India become independent? | What is the date of India's independence?
What is the derivative of x squared? | Differentiate x^2
Solve 3x + 7 = 22 | Find x: 3x + 7 = 22
What is the area of a circle with radius 5? | Compute the area of a circle whose radius is 5
What's 15% of 80? | Calculate 15 percent of 80
How do I find the median of a set of numbers? | What's the way to compute a median?
What is a prime number? | Define prime numbers
Explain the quadratic formula | How does the quadratic formula work?
What's the integral of 1/x? | Integrate 1/x
How do I convert Celsius to Fahrenheit? | What's the formula from Celsius to Fahrenheit?
What is standard deviation? | Explain standard deviation in statistics
How many degrees are in a triangle? | What do the angles of a triangle add up to?
What is the probability of rolling a six? | What are the odds to get a 6 with one die?
What is Newton's second law? | State the second law of Newton
What is the difference between mass and weight? | How do mass and weight differ?
Why does ice float on water? | What's the reason that ice floats?
How do airplanes fly? | What keeps an airplane in the air?
What is an atom made of? | What are the parts of an atom?
How far is the moon from the earth? | What's the distance between the earth and the moon?
What is DNA? | Can you tell me what DNA is?
Why do leaves change color in the fall? | What makes leaves turn red and yellow in autumn?
How do bees make honey? | In what way do bees produce honey?
What is the greenhouse effect? | Explain how the greenhouse effect works
Why is the ocean salty? | Where does the salt in the sea come from?
How hot is the surface of the sun? | What temperature does the sun's surface have?
What is quantum entanglement? | Explain entanglement in quantum physics
How old is the universe? | What's the age of the universe?
How do rainbows form? | What creates a rainbow?
What do neurons do? | What is the job of a neuron?
What's the lightest element? | Which chemical element is the lightest?
How do I write a good headline? | Tips for writing strong headlines
Rewrite this more formally: "hey, got your mail" | Make this sound more formal: "hey, got your mail"
Fix the grammar: "he go to school yesterday" | Correct the grammar of "he go to school yesterday"
Give me a synonym for happy | What's another word for happy?
Write a limerick about a cat | Compose a limerick on a cat
How do I start an essay? | What's a good way to begin an essay?
Write an out of office message | I need an automatic reply for when I'm out of the office
Write a two-sentence horror story | Tell me a scary story in two sentences
Suggest a title for a blog post about remote work | I need a headline for my blog article on working remotely
What's the difference between a simile and a metaphor? | Simile vs metaphor
How do I cite a website in APA? | APA citation of a web page, how does it look?
How do I address a letter to an unknown person? | What salutation do I use when I don't know the recipient?
Write a product description for a wooden toy train | Describe a wooden toy train for our shop page
Make this shorter: "in order to be able to" | Shorten the phrase "in order to be able to"
Turn this into bullet points: we sell, we rent, we repair | Make a bulleted list out of: we sell, we rent, we repair
What rhymes with orange? | Give me a rhyme for orange
How do I ask for a raise? | What's the best way to request a salary increase?
How do I prepare for a job interview? | Tips to get ready for a job interview
What questions should I ask at the end of an interview? | Which questions can I ask the interviewer at the end?
How do I negotiate a salary? | Salary negotiation tips
What are my biggest strengths? Give me examples for an interview | Examples of strengths to mention in a job interview
How do I give constructive feedback? | What's a good way of giving constructive criticism?
How do I run an effective meeting? | What makes a meeting productive?
What is a KPI? | What does KPI stand for and mean?
How do I write a business plan? | What belongs in a business plan?
What is the difference between revenue and profit? | How does profit differ from revenue?
How do I register a company in Estonia? | Steps for founding a company in Estonia
What is a SWOT analysis? | Explain SWOT
How do I calculate ROI? | What's the formula for return on investment?
What is an ETF? | Can you explain ETFs?
How do mortgages work? | Could you explain to me how a mortgage works?
What is a good savings rate? | How much of my income should I save?
How do I create a budget? | What's the best way to set up a personal budget?
What are index funds? | Explain what an index fund is
Should I pay off debt or invest? | Is it better to invest or to pay back my debts first?
How do I dispute a charge? | What do I do about a card charge that I don't recognize?
What's the difference between a debit and a credit card? | Debit card vs credit card
How do I open a bank account online? | Opening a bank account over the internet, how does that work?
What is a Roth IRA? | Tell me what a Roth IRA is
How do I train my dog to sit? | Teaching a dog the command "sit"
Why does my cat bite me? | What makes my cat bite?
How do I get my puppy to stop barking? | My puppy barks constantly, what can I do?
How long do goldfish live? | What's the life expectancy of a goldfish?
What do rabbits eat? | What should I feed my rabbit?
How do I keep squirrels out of my garden? | What helps against squirrels in the garden?
When should I plant tomatoes? | What's the right time to plant tomatoes?
Why are the leaves of my plant turning yellow? | My plant has yellow leaves, why?
How do I grow herbs indoors? | Growing herbs inside the house, any advice?
How often do I mow the lawn? | How frequently should the lawn be cut?
How do I paint a wall without streaks? | What's the trick to painting walls evenly?
How do I unclog a drain? | My drain is blocked, what do I do?
How do I hang a heavy mirror? | What's the safest way to mount a heavy mirror on a wall?
How do I get rid of mold in the bathroom? | What removes bathroom mould?
How do I save energy at home? | Ways of using less energy in the house
How do I remove a stripped screw? | Getting out a screw with a damaged head
What size nails do I need for drywall? | Which nail size is right for drywall?
How do I reset my router? | What do I do to restart my router with factory settings?
Why is my wifi so slow? | What's making my Wi-Fi slow?
How do I connect a printer to my laptop? | Setting up a printer on a notebook, how?
How do I free up space on my phone? | My phone storage is full, how can I clear some?
How do I recover deleted photos? | Is there a way to get deleted pictures back?
How do I block a number on Android? | Android: how can I block a caller?
How do I transfer contacts to a new phone? | Moving my contacts over to my new phone
How do I make a PDF from a Word document? | Convert a Word file to PDF
How do I freeze the top row in Excel? | Excel: keep the first row visible while scrolling
How do I use VLOOKUP? | Explain VLOOKUP with an example
How do I remove duplicates in Excel? | Excel: delete duplicate rows
How do I insert a page break in Word? | Word page break, where do I find it?
How do I record my screen on Windows? | What's the easiest way to capture a video of my screen in Windows?
How do I clear my browser cache? | Deleting the cache of my browser, how?
What is a VPN? | What does a VPN do?
How do I create a strong password? | What makes a password strong?
How do I know if an email is phishing? | How can I recognize a phishing mail?
What is the cloud? | Explain cloud computing to someone without technical knowledge
How do I change my username? | Where can I edit my user name?
How do I share my location? | How can I let someone see where I am?
What's the rule for offside in soccer? | Explain offside in football
How many players are on a baseball team? | What's the number of players in a baseball team?
Who won the 2018 World Cup? | Which country became world champion in football in 2018?
How do you keep score in tennis? | How does scoring in tennis work?
How long is a marathon? | What's the distance of a marathon?
What are the rules of chess? | How do you play chess?
How do I throw a spiral with a football? | What's the technique for throwing a spiral?
How do I solve a Rubik's cube? | Solution method for the Rubik's cube
What is castling in chess? | Explain the castling move in chess
Recommend a movie like Inception | Which films are similar to Inception?
Who directed Jurassic Park? | Jurassic Park was directed by whom?
What are the best songs by Queen? | Name Queen's best songs
How many seasons of Friends are there? | How many seasons does Friends have?
Who composed the Four Seasons? | Which composer wrote The Four Seasons?
What instrument should a beginner learn? | Which musical instrument is good for beginners?
What's the meaning of the painting Guernica? | What does Guernica by Picasso mean?
Who sang "Imagine"? | Which singer performed the song "Imagine"?
What's the first Harry Potter book called? | What is the title of the first book in the Harry Potter series?
Give me three icebreaker questions | I need three questions to break the ice
Suggest a gift for my dad's 60th birthday | What could I give my father for his 60th birthday?
Plan a birthday party for a six-year-old | How do I organize a birthday party for a 6-year-old child?
What should I name my baby girl? | Suggest some names for a baby girl
How do I apologize to a friend? | What's a good way to say sorry to a friend?
How do I make new friends as an adult? | Making friends when you're grown up, any tips?
How do I get over a breakup? | What helps after a breakup?
How do I explain death to a child? | What's the right way to talk to kids about death?
How do I get my toddler to sleep? | My toddler won't fall asleep, what can I do?
At what age do babies start walking? | When do babies usually begin to walk?
How do I teach my kid to read? | What's the best way of teaching a child reading?
What are good first foods for a baby? | Which foods should a baby start with?
How do I choose a stroller? | What should I look out for when buying a stroller?
What is mindfulness? | Define mindfulness
What's the golden ratio? | Explain the golden ratio
What is the trolley problem? | Describe the trolley problem
What did Kant mean by the categorical imperative? | Explain Kant's categorical imperative
What's the meaning of life according to Camus? | How did Camus see the meaning of life?
What is cognitive dissonance? | Give me a definition of cognitive dissonance
What's the placebo effect? | Explain what a placebo effect is
What is Maslow's hierarchy of needs? | Describe Maslow's pyramid of needs
What is a contract? | Define the legal term contract
What is the statute of limitations? | What does statute of limitations mean?
Can my landlord raise the rent? | Is my landlord allowed to increase my rent?
How do I make a will? | What do I have to do to write a will?
What is copyright? | Explain copyright to me
How do I trademark a name? | What's the process to get a trademark on a name?
Do I have to pay taxes on gifts? | Are gifts taxable?
What is the difference between a felony and a misdemeanor? | Felony vs misdemeanor
What should I do after a car accident? | Which steps do I take following a car accident?
How do I jump-start a car? | My car battery is dead, how do I give it a jump start?
How often should I change my oil? | How frequently is an oil change needed?
What does the check engine light mean? | The engine warning light is on, what does that mean?
What's the right tire pressure? | How much air should be in my tires?
How do electric cars work? | What's the principle behind electric cars?
Is it cheaper to lease or buy a car? | Leasing or buying a car: what costs less?
How do I parallel park? | What's the technique for parallel parking?
What is the speed limit on German highways? | How fast may you drive on the Autobahn?
How do I get a driver's license? | What do I need to do to obtain a driving licence?
What's on the menu today? | Which dishes do you have today?
Turn off the lights in the living room | Please switch the living room lights off
Set a timer for ten minutes | Start a 10 minute timer
Play some jazz | Put on jazz music please
What's the weather like today? | How is the weather today?
Remind me to call mom at six | At 6 I need a reminder to call my mother
Add milk to my shopping list | Put milk on the shopping list
What's on my calendar tomorrow? | Which appointments do I have tomorrow?
What time is it in New York? | Tell me the current time in New York
How's the traffic to work? | Is there much traffic on my way to work?
Book a table for two at an Italian restaurant | Reserve a table for two people at an Italian place
Find me a flight from Berlin to Madrid | I'm looking for a flight Berlin to Madrid
Turn up the volume | Make it louder
What song is this? | Which song is playing right now?
Call a taxi | I need a cab
Read me the news | What are today's headlines?
Roll a die | Throw a dice for me
Flip a coin | Heads or tails, toss a coin for me
Explain this error: "undefined is not a function" | What does the error "undefined is not a function" mean?
Why do I get "permission denied" when running a script? | My script fails with "permission denied", why?
What does "CORS policy blocked" mean? | Explain why the CORS policy blocks my request
How do I fix "module not found" in Node? | Node says module not found, how do I solve this?
What does chmod 755 do? | Explain the command chmod 755
How do I use grep to search recursively? | grep through all subfolders, how?
How do I tar and gzip a folder? | Create a tar.gz of a directory
How do I copy files over ssh? | Copying files to a remote machine via ssh
What is the difference between a process and a thread? | Processes vs threads
What is a hash map? | Explain hash maps
How does garbage collection work in Java? | Explain Java's garbage collector
What's the point of async/await? | Why would I use async and await?
What is a REST API? | Explain REST APIs
What's the difference between GET and POST? | GET versus POST
How do I store passwords securely? | What's the secure way of saving user passwords?
What is SQL injection? | Explain SQL injection attacks
How do I prevent XSS? | How can cross-site scripting be avoided?
What are microservices? | Explain the microservice architecture
How do I choose between SQL and NoSQL? | SQL or NoSQL: how do I decide?
How do I profile a Python program? | What tools are there for profiling Python code?
How do I make a singleton in Python? | Python singleton pattern example
Convert this loop to a list comprehension: for x in xs: ys.append(x*2) | Write for x in xs: ys.append(x*2) as a list comprehension
What is overfitting? | Explain overfitting in machine learning
What's the difference between supervised and unsupervised learning? | How do supervised and unsupervised learning differ?
What is a neural network? | Explain neural networks in simple words
How do transformers work in NLP? | Explain the transformer architecture
What is gradient descent? | How does gradient descent work?
What's a confusion matrix? | Explain the confusion matrix
What is reinforcement learning? | Define reinforcement learning
Which GPU is good for deep learning? | What GPU should I get for deep learning?
What are embeddings? | Explain what an embedding is in NLP
What does temperature do in an LLM? | What effect does the temperature setting have on a language model?
What's the airspeed of a swallow? | How fast does a swallow fly?
Wie setze ich mein Passwort zurück? | Ich habe mein Passwort vergessen, wie kann ich es ändern?
Was ist die Hauptstadt von Frankreich? | Wie heißt die Hauptstadt Frankreichs?
Wie lange kocht man Eier? | Wie viele Minuten müssen Eier kochen?
Wie kündige ich mein Abo? | Ich möchte mein Abonnement beenden, wie geht das?
Erkläre mir Photosynthese | Kannst du mir erklären, was Photosynthese ist?
Wer hat Faust geschrieben? | Von wem stammt Faust?
¿Cómo cambio mi contraseña? | ¿Qué tengo que hacer para cambiar la contraseña?
¿Cuál es la capital de Perú? | ¿Cómo se llama la capital del Perú?
¿Cuántos habitantes tiene México? | ¿Cuánta gente vive en México?
Recomiéndame un libro de historia | ¿Me puedes recomendar un libro sobre historia?
Comment annuler mon abonnement ? | Je voudrais résilier mon abonnement, comment faire ?
Quelle est la capitale de l'Italie ? | Comment s'appelle la capitale italienne ?
Comment faire une quiche lorraine ? | Donne-moi une recette de quiche lorraine
怎么重置密码? | 我忘记密码了，怎么修改？
法国的首都是哪里？ | 法国首都是什么城市？
如何用Python读取文件？ | Python怎么读文件？
请解释一下什么是光合作用 | 光合作用是什么？
推荐一本关于历史的书 | 有什么好的历史书推荐吗？
怎么做番茄炒蛋？ | 番茄炒蛋的做法是什么？
地球到月球有多远？ | 月亮离地球的距离是多少？
如何学好英语？ | 怎样才能把英语学好？
为什么天空是蓝色的？ | 天空为什么呈现蓝色？
如何取消订阅？ | 我想取消订阅，该怎么操作？
北京今天天气怎么样？ | 今天北京的天气如何？
帮我写一封感谢信 | 请替我写一封表示感谢的信
How do I whistle? | What's the technique for whistling?
What does a white flag mean? | Meaning of a white flag
How are diamonds formed? | In what way do diamonds form?
How do I fold a fitted sheet? | What's the trick to folding fitted sheets?
Which blood type is universal? | What is the universal donor blood type?
`;

/**
 * Requests to train with, one family a line: in front of ` || ` one request in several ways, behind it requests that sound
 * alike and want another answer.
 */
export const TAUGHT_FAMILIES = `
How do I unclog a sink? | My sink is clogged, what can I do? | What's the best way to clear a blocked drain? | Unblocking a kitchen drain || How do I install a sink? | How do I clean a sink? | Why does my sink smell?
How do I remove rust from a pan? | My pan is rusty, how do I get it clean? | Getting rust off a frying pan | What takes rust off pans? || How do I season a pan? | How do I remove grease from a pan? | How do I prevent rust on a knife?
How do I patch a hole in drywall? | There is a hole in my wall, how do I fix it? | Repairing a hole in plasterboard || How do I drill a hole in drywall? | How do I hang a picture on drywall?
What do I do against moths in my closet? | How can I get rid of clothes moths? | There are moths in my wardrobe, help | What keeps moths out of a closet? || How do I get rid of pantry moths? | How do I organize my closet? | What do moths eat?
How do I descale my coffee machine? | Removing limescale from a coffee maker | What's the way to decalcify an espresso machine? || How do I repair my coffee machine? | How do I use my coffee machine? | Which coffee machine should I buy?
How often should bed sheets be washed? | How frequently do I need to change my bedding? | When should I wash my sheets? || How hot should bed sheets be washed? | How often should towels be washed? | How do I fold bed sheets?
How do I hang curtains? | What's the right way to put up curtains? | Putting up curtains, step by step || How do I wash curtains? | How do I shorten curtains? | How do I hang a mirror?
Why is my electricity bill so high? | What makes my power bill so expensive? | I pay too much for electricity, what are the reasons? || How do I read my electricity bill? | Why is my water bill so high? | How do I pay my electricity bill?
How do I save energy at home? | Tips for using less power in the house | What can I do to reduce my electricity consumption? || How do I save water at home? | How do I save money at home? | How is energy stored?
How do I paint a room? | What's the right way to paint walls? | Painting a room, what are the steps? || How do I wallpaper a room? | How much does it cost to paint a room? | Which colour should I paint my room?
How do I sharpen a kitchen knife? | My knives are blunt, how can I sharpen them? | What's the best technique for sharpening knives? || How do I clean a kitchen knife? | Which kitchen knife should I buy? | How do I sharpen a pencil?
How do I get ink off my hands? | Ink on my fingers, how do I wash it off? | What removes ink from skin? || How do I get ink out of a shirt? | How do I get paint off my hands? | How is ink made?
What's the best way to store potatoes? | How should I keep potatoes? | Where do potatoes stay fresh the longest? || What's the best way to cook potatoes? | How should I store onions? | How do I plant potatoes?
How long do cooked beans last in the fridge? | For how many days can I keep cooked beans? | Shelf life of cooked beans in the refrigerator || How long do beans take to cook? | How long do cooked beans last in the freezer? | How long does cooked rice last in the fridge?
How do I make pizza dough? | Pizza dough recipe | What do I need for a good pizza dough? | I'd like to make the dough for pizza myself || How do I bake a pizza? | How do I make bread dough? | How do I freeze pizza dough?
How do I thicken a sauce? | My sauce is too thin, what now? | What can I use for thickening sauces? || How do I thin a sauce? | How do I make a tomato sauce? | My sauce is too salty, what now?
What goes well with salmon? | Which side dishes fit salmon? | What should I serve with salmon? || How do I cook salmon? | What goes well with steak? | Is salmon healthy?
How do I poach an egg? | What's the trick to poaching eggs? | Poached eggs, how are they made? || How do I fry an egg? | How do I peel an egg? | How long do eggs keep?
Can I use oil instead of butter in a cake? | Is it possible to replace butter with oil when baking? | Does a cake work with oil in place of butter? || Can I use butter instead of oil in a cake? | Can I use honey instead of sugar in a cake? | How much butter is in a cake?
What can I cook with chickpeas? | Give me ideas for dishes with chickpeas | Which meals can be made from chickpeas? || What can I cook with lentils? | How long do I cook chickpeas? | Are chickpeas healthy?
How do I ripen bananas quickly? | What makes bananas ripen faster? | Speeding up the ripening of bananas || How do I stop bananas from ripening? | How do I ripen avocados quickly? | How do I freeze bananas?
Give me a quick dinner idea | What can I make for supper in a short time? | I need something fast to cook tonight || Give me a quick breakfast idea | Give me a cheap dinner idea | Where can I have dinner tonight?
How many eggs can I eat per week? | What's a healthy number of eggs a week? | How many eggs a week are okay? || How many calories does an egg have? | How many eggs does a hen lay per week? | How do I boil eggs?
Is coffee bad for your heart? | Does coffee harm the heart? | Can drinking coffee be dangerous for the heart? || Is coffee bad for your teeth? | Is tea bad for your heart? | How much coffee is too much?
How much water should I drink a day? | What's the recommended daily water intake? | How many litres of water do I need daily? || How much coffee should I drink a day? | How much water does a plant need a day? | Can I drink too much water?
What are good sources of iron? | Which foods are rich in iron? | What should I eat to get more iron? || What are good sources of calcium? | What are symptoms of iron deficiency? | How much iron do I need?
I have a sore throat, what helps? | What can I do against a sore throat? | Remedies for throat pain | How do I get rid of a sore throat? || I have a stiff neck, what helps? | What causes a sore throat? | How long does a sore throat last?
How do I bring down a fever? | What lowers a fever? | My temperature is high, how do I reduce it? || How do I measure a fever? | What causes a fever? | When is a fever dangerous?
How long is the flu contagious? | For how many days can I infect others with influenza? | Until when do I spread the flu? || How long does the flu last? | How long is covid contagious? | How is the flu treated?
What's a normal blood sugar level? | Which blood glucose values are normal? | How high should my blood sugar be? || What's a normal blood pressure? | How do I lower my blood sugar? | How do I measure my blood sugar?
How do I get rid of dandruff? | What helps against dandruff? | I have dandruff, what can I do? || What causes dandruff? | How do I get rid of grey hair? | How do I get rid of head lice?
Why do my eyes twitch? | What's the cause of eyelid twitching? | My eyelid keeps twitching, why? || Why do my eyes burn? | Why do my legs twitch? | How do I stop eye twitching?
How do I stop biting my nails? | I bite my fingernails, how can I quit? | Tips for giving up nail biting || How do I cut my nails? | How do I strengthen my nails? | How do I stop smoking?
How do I quit smoking? | I want to stop smoking, what works? | What's the best way to give up cigarettes? || How do I start smoking? | How do I quit drinking? | What are the effects of smoking?
What are the benefits of yoga? | How is yoga good for you? | Why should I do yoga? | What does yoga do for the body? || What are the risks of yoga? | What are the benefits of swimming? | How do I start yoga?
How do I build muscle? | What's the best way to gain muscle? | Tips for getting stronger muscles || How do I lose muscle? | How do I stretch my muscles? | How do I lose fat?
How do I do a push-up correctly? | What's the right form for push-ups? | Proper push-up technique || How many push-ups should I do? | How do I do a pull-up correctly? | What muscles do push-ups train?
How do I start running? | Tips for beginners in jogging | I'd like to take up running, how do I begin? || How do I stop running? | How do I run faster? | Which running shoes should I buy?
How can I fall asleep without medication? | What helps me sleep without pills? | Getting to sleep naturally, any tips? || How can I wake up without an alarm? | Which medication helps me sleep? | How many hours should I sleep?
I feel lonely, what can I do? | How do I deal with loneliness? | What helps against feeling alone? || I feel tired, what can I do? | Why do I feel lonely? | How do I help a lonely friend?
How do I deal with stress at work? | What helps against stress in the job? | My job stresses me, how can I cope? || What causes stress at work? | How do I deal with stress at school? | How do I deal with conflict at work?
How do I tell my parents that I failed? | What's the best way to break it to my parents that I failed the exam? || How do I tell my parents that I passed? | How do I tell my boss that I quit? | How do I help my parents?
How do I ask for a raise? | What's the best way to ask my boss for more money? | Asking for a salary increase, how do I go about it? || How do I ask for a day off? | How do I reject a raise? | How much is a normal raise?
How do I write a CV? | What belongs in a resume? | Help me put together my curriculum vitae || How do I write a cover letter? | How long should a CV be? | How do I send a CV?
How do I write a cover letter? | Tips for a good letter of application | What should a cover letter contain? || How do I write a resume? | How long is a cover letter? | How do I write a thank you letter?
What do I say when I'm asked about my weaknesses? | How should I answer the question about weaknesses in an interview? || What do I say when I'm asked about my strengths? | What should I ask in an interview?
How do I give my two weeks' notice? | What's the right way of quitting my job? | How do I resign properly? || How do I apply for a job? | How do I withdraw my resignation? | How long is my notice period?
What does a data analyst do? | What are the tasks of a data analyst? | What is the job of a data analyst? || What does a data engineer do? | How much does a data analyst earn? | How do I become a data analyst?
How do I start a business? | What do I need to found a company? | Steps to setting up my own business | I'd like to start my own firm, how? || How do I sell a business? | How do I close a business? | How do I finance a business?
How do I find customers? | What's the best way to win new clients? | Getting more customers, what works? || How do I keep customers? | How do I bill customers? | How do I find suppliers?
What is a business plan? | Explain what a business plan is | What does business plan mean? || How do I write a business plan? | What is a business model? | Who needs a business plan?
How do I price my product? | What should I charge for my product? | How do I find the right price for a product? || How do I advertise my product? | How do I ship my product? | How do I price my services?
What's the difference between a budget and a forecast? | How do a budget and a forecast differ? | Budget vs forecast || What's the difference between a budget and an invoice? | How do I make a budget?
How do I make a monthly budget? | Help me plan my spending for each month | What's a good way to budget my money? || How do I make a shopping list? | How do I make a yearly report? | What is the monthly budget of Norway?
How do I save for retirement? | What's the best way to put money aside for old age? | Saving up for a pension, how? || When can I retire? | How do I save for a house? | How much pension will I get?
What is compound interest? | Explain compound interest | How does interest on interest work? || What is simple interest? | How do I calculate compound interest monthly? | What is interest in law?
What is an ETF? | Explain ETFs to me | What does ETF mean? | Can you tell me what an ETF is? || Which ETF should I buy? | What is an NFT? | How do I sell an ETF?
How do I buy stocks? | What do I need to do to invest in shares? | Buying shares as a beginner || How do I sell stocks? | How do I buy bonds? | Why do stocks fall?
Should I take out a loan? | Is it a good idea to borrow money from the bank? | Does getting a loan make sense? || Should I pay off a loan? | How do I take out a loan? | Should I lend money?
How do I improve my credit score? | What raises a credit score? | Getting a better credit rating, how? || How do I check my credit score? | What lowers a credit score? | How do I improve my test score?
How do I file my taxes? | What's the process of doing a tax return? | How do I submit a tax return? || How do I avoid taxes? | When are taxes due? | How do I get a tax refund?
When is the tax return due? | What's the deadline for filing taxes? | Until when do I have to submit my tax return? || How do I file a tax return? | When do I get my tax refund? | When is the rent due?
What insurance do I need? | Which insurances are necessary? | What kind of insurance should everybody have? || What insurance do I have? | How do I cancel my insurance? | How much does insurance cost?
How do I cancel my insurance? | I want out of my insurance contract, how? | Ending an insurance policy || How do I extend my insurance? | How do I claim my insurance? | How do I cancel my gym membership?
How do I split the rent fairly? | What's a fair way of dividing rent among flatmates? || How do I pay the rent? | How do I raise the rent? | How do I split the bill?
My landlord won't give my deposit back, what can I do? | How do I get my rental deposit returned? | The landlord keeps my deposit, what are my options? || How high may a deposit be? | My landlord won't repair the heating, what can I do? | How do I pay my deposit?
Can my landlord raise the rent? | Is the landlord allowed to increase my rent? | May rent be raised by the owner? || Can my landlord enter my flat? | Can my landlord lower the rent? | Can my landlord evict me?
How do I file for divorce? | What are the steps to getting divorced? | I want a divorce, what do I do? || How much is a divorce? | How do I prevent a divorce? | How do I get married?
How do I register a trademark? | Getting a name protected as a trademark | What does it take to trademark a brand? || How do I register a car? | How do I renew a trademark? | What is a trademark?
Do I need a permit to build a shed? | Is a building permit required for a shed? | Can I put up a shed without permission? || How do I build a shed? | Do I need a permit to fish? | How big can a shed be?
What should I do after a car accident? | I had a car crash, what now? | Steps to take following a traffic accident || How do I prevent a car accident? | Who pays after a car accident? | What should I do after a bike theft?
How do I contest a parking ticket? | I got a parking fine and want to appeal, how? | Fighting a parking ticket || How do I pay a parking ticket? | How much is a parking ticket? | How do I contest a will?
How do I change a tire? | I have a flat tyre, how do I replace it? | What are the steps for changing a wheel? || How do I inflate a tire? | Which tires should I buy? | How do I change the oil?
How do I jump start a car? | My car battery is dead, how do I start the car with cables? | Starting a car with jumper cables || How do I change a car battery? | How do I lock a car? | How much is a car battery?
Why does my car make a squeaking noise when braking? | My brakes squeak, what's the reason? | What makes brakes squeal? || Why does my car shake when braking? | How do I change brakes? | How much do new brakes cost?
How often should I rotate my tires? | How many miles between tire rotations? | When do tires need rotating? || How often should I buy new tires? | How do I rotate my tires? | How often should I wash my car?
Is an electric car worth it? | Does buying an electric car pay off? | Should I get an EV? || How does an electric car work? | How long does an electric car charge? | Is an electric car quiet?
How long does it take to charge an electric car? | What's the charging time of an EV? | How many hours until an electric car is fully charged? || How far does an electric car go? | How much does charging an electric car cost? | How long does a phone take to charge?
How do I get to the airport by train? | Which train goes to the airport? | Taking the train to the airport, how? || How do I get to the airport by bus? | How do I get from the airport to the hotel? | How long is the train to the airport?
What can I take in my hand luggage? | What is allowed in carry-on bags? | Which things may go into cabin baggage? || What is not allowed in my hand luggage? | How heavy may hand luggage be? | What can I take in my checked luggage?
My flight was cancelled, what are my rights? | What am I entitled to if my plane is cancelled? | Flight cancelled, can I get compensation? || My flight is late, what are my rights? | How do I cancel my flight? | My train was cancelled, what are my rights?
How do I find cheap flights? | What's the best way to book low-cost airline tickets? | Tips for getting inexpensive flights || How do I find direct flights? | How do I cancel flights? | How do I find cheap hotels?
How early should I be at the airport? | How many hours before departure do I have to arrive at the airport? | When do I need to get to the airport? || How do I get to the airport? | When does boarding end? | When does the airport open?
Do I need a visa for Japan? | Is a visa required to travel to Japan? | Can I enter Japan without a visa? || How do I apply for a visa for Japan? | Do I need a visa for China? | Do I need vaccinations for Japan?
What should I pack for a beach holiday? | Packing list for a beach vacation | What do I need to take along for a week at the sea? || What should I pack for a ski holiday? | Where should I go for a beach holiday? | How do I pack a suitcase?
Which beaches in Portugal are the nicest? | What are the most beautiful beaches of Portugal? | Portugal's best beaches || Which cities in Portugal are the nicest? | Which beaches in Spain are the nicest? | When is beach season in Portugal?
Is it safe to travel to Colombia? | How dangerous is Colombia for tourists? | Can one visit Colombia safely? || Is it expensive to travel to Colombia? | Is it safe to travel to Bolivia? | When should I travel to Colombia?
Where should I stay in Rome? | Which area of Rome is good for a hotel? | What's the best neighbourhood to stay in Rome? || What should I see in Rome? | Where should I eat in Rome? | Where should I stay in Naples?
How much should I tip in the US? | What's a normal tip in America? | How high is the usual tip in the United States? || Should I tip in Japan? | How much is a hotel in the US? | How do I calculate a tip?
What's the best time to see the northern lights? | When can the aurora borealis be seen best? | Which month is ideal for northern lights? || Where can I see the northern lights? | What causes the northern lights? | How do I photograph the northern lights?
Plan a weekend in Paris for me | What should I do in Paris over two days? | Suggest an itinerary for a weekend in Paris || Plan a week in Paris for me | Plan a weekend in London for me | Plan a weekend wedding for me
How do I learn Spanish fast? | What's the quickest way of learning Spanish? | Tips for learning Spanish in a short time || How do I learn Italian fast? | How do I speak Spanish slowly? | How many people speak Spanish?
How many words should I know to speak English? | What vocabulary size do I need for English? || How many words are there in English? | How many people speak English? | How many words are in this English text?
What does "break a leg" mean? | Explain the saying "break a leg" | What's the meaning of "break a leg"? || What does "cost an arm and a leg" mean? | Where does "break a leg" come from? | How do I treat a broken leg?
What's the plural of cactus? | How do you form the plural of cactus? | One cactus, several what? || How do I water a cactus? | What's the plural of octopus? | How do you spell cactus?
How do you pronounce "gnocchi"? | What's the right pronunciation of "gnocchi"? | Saying "gnocchi" correctly, how? || How do you cook gnocchi? | How do you spell "gnocchi"? | How do you pronounce "bruschetta"?
What's another word for "important"? | Give me a synonym for "important" | Which words mean the same as "important"? || What's the opposite of "important"? | What's another word for "interesting"? | How do I use "important" in a sentence?
When do I use "who" and when "whom"? | What's the difference between who and whom? | Who or whom, which is right? || When do I use "that" and when "which"? | Who uses "whom"?
Check my grammar: she don't like it | Correct the mistakes in: she don't like it | Is "she don't like it" right? || Check my grammar: they doesn't know it | Translate: she don't like it
Translate "where is the station" to German | How do I ask where the station is in German? | What is "where is the station" in German? || Translate "where is the hotel" to German | Translate "where is the station" to Dutch | Where is the station in Berlin?
Write a birthday message for my sister | Help me congratulate my sister on her birthday | I need birthday wishes for my sister | Compose a birthday greeting to my sister || Write a wedding message for my sister | Write a birthday message for my boss | When is my sister's birthday?
Write a thank you note for a gift | I'd like to thank someone for a present, please draft it | Compose a few lines of thanks for a gift || Write a thank you note for an interview | What gift should I give? | Wrap a gift for me
Write an out of office reply | Draft an automatic absence message for my email | I need an auto-reply for my vacation || Write a reply to my office | Turn off my out of office reply | Write a reminder for the office
Describe this backpack for my online shop | I need a text that describes a backpack for my shop | Compose copy for a rucksack product page || Write a review of a backpack | Describe this tent for my online shop | Which backpack should I buy?
Write a bedtime story about a dragon | Tell me a goodnight story with a dragon | Make up a story about a dragon for bedtime || Write a bedtime story about a princess | Write a song about a dragon | What do dragons eat?
Write a poem about autumn | Compose verses on autumn | I'd like a poem on the fall season | Can you write me some poetry about autumn? || Write a poem about winter | Write a story about autumn | Which poems are about autumn?
Tell me a joke | Make me laugh | Say something funny | Do you know a joke? | I want to hear a joke || Tell me a story | Explain this joke | Why is this joke funny?
Give me a fun fact | Tell me something interesting | Do you know a curious fact? || Give me a fun game | Tell me something sad | Check this fact
What should I name my cat? | Suggest names for a kitten | I need a name for my new cat || What should I feed my cat? | What should I name my dog? | What's the name of the cat in Shrek?
Come up with a team name for our quiz night | What could we call our pub quiz team? | Name ideas for a quiz team || Come up with questions for our quiz night | Who is on the quiz team? | Come up with a name for our band
Suggest a gift for a ten year old boy | What can I give a boy who turns ten? | Present ideas for a 10-year-old son || Suggest a gift for a ten year old girl | Suggest a game for a ten year old boy | How tall is a ten year old boy?
What can I do with kids on a rainy day? | Indoor activities for children when it rains | Ideas to keep kids busy in bad weather || What can I do with kids on a sunny day? | What do kids wear on a rainy day? | What can I do alone on a rainy day?
How do I plan a surprise party? | Tips for organizing a surprise party | What do I need to think of for a surprise party? || How do I cancel a party? | How do I plan a funeral? | What do I bring to a party?
How do I teach a child to read? | What's the best way for kids to learn reading? | Helping a child learn to read || How do I teach a child to swim? | When do children learn to read? | What should a child read?
At what age do babies start to talk? | When do babies say their first words? | How old are babies when they begin speaking? || At what age do babies start to walk? | What do babies talk about? | How do I talk to a baby?
My baby won't stop crying, what should I do? | How do I calm a crying baby? | What helps when a baby cries all the time? || My baby won't eat, what should I do? | Why do babies cry? | My dog won't stop barking, what should I do?
How do I potty train my toddler? | What's the best method for potty training? | Getting a small child out of diapers, how? || How do I potty train my puppy? | When is a toddler potty trained? | How do I change a diaper?
How do I stop my dog from barking? | My dog barks all the time, what can I do? | What helps against constant barking? || Why does my dog bark? | How do I teach my dog to bark? | How do I stop my dog from jumping?
How often should I bathe my dog? | How frequently does a dog need a bath? | When should I wash my dog? || How do I bathe my dog? | How often should I walk my dog? | How often should I bathe my cat?
Why does my cat knead? | What's the reason cats knead? | Cats knead with their paws, why do they do that? || Why does my cat purr? | How do I stop my cat from kneading? | Why do I knead dough?
Can rabbits eat carrots? | Are carrots okay for rabbits? | Is it fine to feed carrots to a rabbit? || Can rabbits eat lettuce? | Can hamsters eat carrots? | How do rabbits sleep?
How do I introduce a new cat to my old cat? | What's the way to get two cats used to each other? || How do I introduce a new cat to my dog? | How old does a cat get?
What fish are good for beginners? | Which aquarium fish are easy to keep? | Fish that a novice can keep || What fish are good to eat? | What reptiles are good for beginners? | How do I set up an aquarium?
How do I repot a plant? | What are the steps for moving a plant into a bigger pot? | Repotting houseplants, how is it done? || How do I water a plant? | When do I repot a plant? | How do I propagate a plant?
Why are the leaves of my plant turning yellow? | My houseplant gets yellow leaves, what's wrong? | What causes yellow leaves? || Why are the leaves of my plant turning brown? | How do I clean the leaves of my plant? | Why are leaves green?
How do I get rid of weeds? | What kills weeds? | My garden is full of weeds, what can I do? || How do I grow weeds? | How do I get rid of moss? | Which weeds can be eaten?
When should I plant garlic? | What time of the year is best for planting garlic? | Which month is right to put garlic into the ground? || When should I harvest garlic? | How deep should I plant garlic? | When should I plant onions?
How do I compost at home? | What do I need to start composting? | Making compost in my garden, how? || What can I not compost? | How do I use compost? | How long does composting take?
How do I keep deer out of my garden? | What stops deer from eating my plants? | Protecting a garden against deer || How do I attract deer to my garden? | How do I keep rabbits out of my garden? | Why do deer shed antlers?
Why is the sky blue? | What makes the sky look blue? | What's the reason for the blue colour of the sky? || Why is the sky dark at night? | Why is the sea blue? | Why are sunsets red?
How do rainbows form? | What causes a rainbow? | How does a rainbow come into being? || How many colors does a rainbow have? | How do tornadoes form? | What does a rainbow symbolize?
Why do we have seasons? | What causes the seasons? | What's the reason there are summers and winters? || How many seasons are there? | Why do we have leap years? | Which season is the warmest?
How does a magnet work? | Explain magnets to me | What makes a magnet attract iron? || How is a magnet made? | How does a motor work? | Where do I buy a magnet?
What is dark matter? | Explain dark matter | What does the term dark matter mean? || What is dark energy? | What is dark chocolate? | Who discovered dark matter?
How big is the sun? | What's the size of the sun? | What's the diameter of the sun? || How hot is the sun? | How old is the sun? | How big is the moon?
How hot is the surface of the sun? | What temperature does the sun's surface have? | What's the temperature on the surface of the sun? || How hot is the core of the sun? | How bright is the sun? | How hot is the surface of Venus?
How far is Mars from Earth? | What's the distance between Earth and Mars? | How many kilometers are there from here to Mars? || How big is Mars? | How long does it take to get to Mars? | How far is Mars from the sun?
Why does ice float? | What's the reason that ice swims on water? | How come ice doesn't sink? || Why does ice melt? | Why does salt melt ice? | Why do boats float?
What is the boiling point of alcohol? | At what temperature does alcohol boil? | When does ethanol start to boil? || What is the freezing point of alcohol? | What is the boiling point of oil? | How is alcohol made?
What's the chemical formula of table salt? | Which formula does salt have? | How is salt written in chemistry? || What's the chemical formula of sugar? | What does salt taste like? | How is salt mined?
What is DNA made of? | What are the building blocks of DNA? | Which parts does DNA consist of? || What does DNA do? | Who discovered DNA? | What are proteins made of?
How does the heart pump blood? | Explain how the heart works | What's the mechanism of the heart? || How many chambers does the heart have? | How do the lungs work? | What is a heart attack?
What do white blood cells do? | What's the function of leukocytes? | What is the role of white blood cells? || What do red blood cells do? | How many white blood cells are normal? | Where are white blood cells made?
How many bones are in the human body? | What's the number of bones in a person? | How many bones does a human have? || How many muscles are in the human body? | What is the longest bone in the human body? | How many bones are in the hand?
What's the difference between mitosis and meiosis? | How does mitosis differ from meiosis? | Mitosis vs meiosis | Compare mitosis with meiosis || What are the phases of mitosis? | What's the purpose of meiosis?
Who discovered penicillin? | Penicillin was discovered by whom? | Which scientist found penicillin? | Name the discoverer of penicillin || When was penicillin discovered? | Who discovered insulin? | What does penicillin do?
When was the telephone invented? | In which year did the telephone get invented? | What's the year of the invention of the telephone? || Who invented the telephone? | When was the television invented? | Where was the telephone invented?
Who was the first man on the moon? | Which astronaut walked on the moon first? | Name the first person to set foot on the moon || When was the first man on the moon? | Who was the second man on the moon? | Who was the first man in space?
When did World War II end? | What year was the end of the Second World War? | In which year was World War 2 over? || When did World War II begin? | When did World War I end? | Why did World War II end?
Why did Rome fall? | What led to the fall of the Roman Empire? | What were the causes of Rome's decline? || When did Rome fall? | Who founded Rome? | Why did Carthage fall?
Who built the pyramids? | By whom were the pyramids built? | Which people constructed the pyramids? || How were the pyramids built? | When were the pyramids built? | Who built the Colosseum?
How were the pyramids built? | What methods were used for building the pyramids? | In what way did the Egyptians construct the pyramids? || Who built the pyramids? | Why were the pyramids built? | How tall are the pyramids?
Who was Cleopatra? | Tell me about Cleopatra | What is Cleopatra known for? | Give me some information on Cleopatra || How did Cleopatra die? | Who was Nefertiti? | Who played Cleopatra?
What did Galileo discover? | Which discoveries did Galileo make? | What are Galileo's discoveries? || When did Galileo die? | What did Kepler discover? | Who discovered Galileo's manuscripts?
How did Mozart die? | What did Mozart die of? | What was the cause of Mozart's death? || When did Mozart die? | How did Beethoven die? | Where was Mozart born?
Where was Columbus born? | What is the birthplace of Columbus? | In which city did Columbus come into the world? || When was Columbus born? | Where did Columbus die? | Where was Magellan born?
What was the Cold War? | Explain the Cold War to me | Give me an overview of the Cold War || When was the Cold War? | What was the Gulf War? | Who won the Cold War?
What caused the Great Depression? | Why did the Great Depression happen? | Reasons for the Great Depression || When was the Great Depression? | What ended the Great Depression? | What causes depression?
What is the tallest building in the world? | Which building is the highest on earth? | Name the world's tallest building || What is the oldest building in the world? | What is the tallest tree in the world? | Who designed the tallest building in the world?
What is the smallest country in the world? | Which nation is the tiniest? | Name the world's smallest country || What is the largest country in the world? | What is the smallest city in the world? | How many countries are in the world?
Which language has the most speakers? | What's the most spoken language in the world? | Which language do most people speak? || Which language is the hardest? | Which country has the most languages? | What language is spoken in Brazil?
What language is spoken in Brazil? | Which language do Brazilians speak? | What's the official language of Brazil? || What religion is practised in Brazil? | What language is spoken in Belgium? | Where is Brazilian Portuguese taught?
What's the currency of Japan? | Which money is used in Japan? | What do people pay with in Japan? || What's the capital of Japan? | What's the currency of China? | How strong is the currency of Japan?
How many states are there in the US? | What's the number of US states? | The United States have how many states? || How many stars are on the US flag? | Which US state is the largest? | How many people are there in the US?
Which ocean is the deepest? | What's the deepest ocean? | Name the ocean with the greatest depth || Which ocean is the largest? | How deep is the ocean? | Which lake is the deepest?
Where does the Nile begin? | What is the source of the Nile? | At which place does the Nile start? || Where does the Nile end? | How long is the Nile? | Where does the Amazon begin?
What is the highest waterfall? | Which waterfall is the tallest in the world? | Name the world's highest waterfall || What is the widest waterfall? | What is the highest volcano? | Where is Niagara Falls?
How many time zones does Russia have? | What's the number of time zones in Russia? || What time is it in Russia? | How many time zones does Canada have? | How many cities does Russia have?
What's the weather like today? | How's the weather today? | Give me today's weather | What is the forecast for today? || What's the weather like tomorrow? | What's the date today? | What's the news today?
Do I need an umbrella? | Is it going to rain? | Should I take an umbrella along? | Will there be rain? || Do I need sunscreen? | Where is my umbrella? | Did it rain?
What time is it? | Tell me the time | How late is it? | Can you tell me what time it is? || What day is it? | What time does it start? | What time is it in Tokyo?
What's the date today? | What day is it today? | Tell me today's date | Which date do we have? || What's the date tomorrow? | What's the time? | What's the weather today?
How many days until Christmas? | When is Christmas, in how many days? | How long is it until Christmas? || How many days until Easter? | How many days does Christmas last? | What should I cook for Christmas?
When is Easter this year? | On which date does Easter fall this year? | What's this year's date of Easter? || When is Easter next year? | When is Passover this year? | What do we do at Easter this year?
Set a timer for ten minutes | Start a ten minute countdown | Time ten minutes for me | I need a 10 minute timer || Set a timer for five minutes | Stop the timer | Set an alarm for ten
Wake me up at six | Set an alarm for 6 | I have to get up at six, set the alarm || Wake me up at seven | Delete the alarm for six | Set a timer for six minutes
Add milk to my shopping list | Put milk on the shopping list | I need milk, write it on my grocery list || Remove milk from my shopping list | Add milk to my calendar | Add butter to my shopping list
What's on my shopping list? | Read me my shopping list | Show the grocery list | What do I have to buy? || What's on my to-do list? | Clear my shopping list | Add this to my shopping list
Call my mom | Phone my mother | Give my mum a ring | Dial my mother's number || Text my mom | Call my dad | Who called my mom?
Send a message to Anna that I'm late | Text Anna I am running late | Tell Anna that I'll be late || Send a message to Anna that I'm early | Send a message to Tom that I'm late | Did Anna send a message?
Turn the music down | Lower the volume of the music | Make the music quieter | The music is too loud, reduce it || Turn the music up | Turn the music off | Turn the heating down
Make it warmer in here | Turn the heating up | Raise the temperature in this room | It is too cold here, heat the room || Make it cooler in here | Turn the heating off | What's the temperature here?
Skip this song | Next track please | Play the next song | Go to the next tune || Repeat this song | Play the previous song | What's this song?
What song is this? | Which song is playing? | Tell me the name of this track | What's the title of this song? || Skip this song | Who sings this song? | What's this song about?
Take me home | Navigate to my home | Show me the way home | Directions to my house || Take me to work | How far is it home? | Call home
How long will I take to work? | How much time is my commute today? | When will I be at the office if I leave now? || How do I get to work? | How long do I have to work? | How long is my lunch break?
Find a parking space near me | Where can I park around here? | Show parking lots nearby || Where did I park? | Find a gas station near me | How much is parking here?
Find an Italian restaurant nearby | Where is an Italian restaurant close to here? | I'd like to eat Italian near here, where? || Find a Chinese restaurant nearby | Find an Italian school nearby | How do I say restaurant in Italian?
Book a table for two tonight | Reserve a table for two people this evening | I'd like a table for 2 tonight || Book a table for four tonight | Book a table for two tomorrow | Cancel the table for tonight
Order a taxi | Get me a cab | I need a taxi | Call a taxi for me || Cancel my taxi | How much is a taxi? | Where is my taxi?
What's on TV tonight? | Which programmes are on television this evening? | TV schedule for tonight || What was on TV yesterday? | Turn on the TV tonight | What's in the theatre tonight?
Who won the game last night? | What was the result of yesterday's match? | Which team won yesterday evening? || Who plays tonight? | Who lost the game last week? | When was the game last night?
Recommend a good thriller | Which thriller should I read? | I'm looking for a gripping thriller, any ideas? | Suggest a suspense novel || Recommend a good comedy | Who wrote the best thriller? | What is a thriller?
Recommend a TV series like Friends | What shows are similar to Friends? | I liked Friends, what should I watch next? || Recommend a gift for friends | Who played in Friends? | When was Friends on TV?
How does the movie Inception end? | What's the ending of Inception? | What happens at the end of Inception? || How does the movie Inception begin? | Who directed Inception? | How does the movie Interstellar end?
Who plays James Bond? | Which actor is James Bond? | Who is the current James Bond actor? || Who wrote James Bond? | Who plays Jason Bourne? | How many James Bond films are there?
How many Harry Potter books are there? | What's the number of Harry Potter novels? | The Harry Potter series has how many volumes? || How many Harry Potter films are there? | Who wrote the Harry Potter books? | How long are the Harry Potter books?
What is the moral of Romeo and Juliet? | What's the message of Romeo and Juliet? | What does Romeo and Juliet teach us? || What is the plot of Romeo and Juliet? | Who wrote Romeo and Juliet? | What is the moral of Macbeth?
Explain the ending of The Great Gatsby | What does the end of The Great Gatsby mean? | How should the ending of The Great Gatsby be understood? || Summarize The Great Gatsby | Explain the beginning of The Great Gatsby | Who wrote The Great Gatsby?
What is a metaphor? | Explain metaphors | Define metaphor | What does metaphor mean? | Can you tell me what a metaphor is? || Which metaphors are there in this poem? | What is a simile? | Is this a metaphor?
How do I write a sonnet? | What are the rules for a sonnet? | Writing sonnets, how does it work? || Write a sonnet for me | How do I write a ballad? | Who wrote the first sonnet?
How do I learn the guitar? | What's the best way to start playing guitar? | I'd like to learn guitar, where do I begin? || How do I tune a guitar? | How do I learn the drums? | How do I sell my guitar?
How do I read sheet music? | Learning to read notes, how? | What's the way to understand musical notation? || How do I write sheet music? | Where do I buy sheet music? | How do I read a map?
How do I take better photos? | Tips for improving my photography | What makes a good photograph? || How do I edit photos? | How do I print photos? | How do I take better notes?
How do I play chess? | What are the rules of chess? | Explain chess to a beginner | How does chess work? || How do I win at chess? | Who invented chess? | How do I play checkers?
How do I solve a Rubik's cube? | What's the method for solving a Rubik's cube? | Rubik's cube solution step by step || Who invented the Rubik's cube? | How fast can a Rubik's cube be solved? | How do I clean a Rubik's cube?
How do I knit a scarf? | Knitting a scarf for beginners | What do I need to know to knit my first scarf? || How do I wash a scarf? | How do I knit a hat? | How do I wear a scarf?
How do I remove duplicates from a list in Python? | Python: get rid of repeated elements in a list | What's the way to deduplicate a list in Python? || How do I find duplicates in a list in Python? | How do I remove duplicates from a list in Java? | How do I remove the last element from a list in Python?
How do I sort a dictionary by value in Python? | Python dict, order by values | Sorting a Python dictionary by its values || How do I sort a dictionary by key in Python? | How do I sort a list in Python? | How do I print a dictionary in Python?
How do I check if a key exists in a dictionary? | Test whether a dict has a given key | What's the check for a key in a dictionary? || How do I delete a key from a dictionary? | How do I check if a value exists in a list? | How do I add a key to a dictionary?
How do I convert a string to an integer in Python? | Python: turn a string into an int | Parse an integer from text in Python || How do I convert an integer to a string in Python? | How do I convert a string to a float in Python? | How do I convert a string to an integer in C?
How do I read a CSV file with pandas? | pandas: load a csv | What's the pandas function for reading CSV files? || How do I write a CSV file with pandas? | How do I read an Excel file with pandas? | How do I read a CSV file in R?
How do I drop a column in pandas? | Remove a column from a pandas dataframe | Deleting a dataframe column, pandas || How do I move a column in pandas? | How do I drop a row in pandas? | How do I drop a column in SQL?
How do I group by two columns in pandas? | pandas groupby over a pair of columns | Grouping a dataframe by two columns || How do I merge two dataframes in pandas? | How do I group by month in pandas? | How do I sort by two columns in pandas?
How do I make an HTTP request in Python? | Sending an HTTP request with Python | What's the usual way to call a URL from Python? || How do I make an HTTP server in Python? | How do I make an HTTP request in Go? | What is an HTTP request?
What is a decorator in Python? | Explain Python decorators | How do decorators work in Python? || What is a generator in Python? | How do I write a decorator in TypeScript? | Who is a good interior decorator?
What does "self" mean in Python? | Explain the self parameter in Python classes | Why do Python methods have self? || What does "this" mean in JavaScript? | What does "yield" mean in Python? | What does "self" mean in Rust?
How do I copy a list in Python? | Clone a Python list | Making a copy of a list in Python || How do I shuffle a list in Python? | How do I copy a file in Python? | How do I empty a list in Python?
How do I catch exceptions in Python? | Python error handling, how does it work? | Handling exceptions in Python || How do I raise exceptions in Python? | How do I catch exceptions in Java? | How do I log exceptions in Python?
How do I debounce a function in JavaScript? | JavaScript debounce implementation | What's the way to write a debounce in JS? || How do I throttle a function in JavaScript? | How do I export a function in JavaScript? | What is a callback function in JavaScript?
How do I remove an item from an array in JavaScript? | JavaScript: delete an element of an array | Taking an element out of a JS array || How do I add an item to an array in JavaScript? | How do I find an item in an array in JavaScript? | How do I remove a property from an object in JavaScript?
What is a closure in JavaScript? | Explain closures in JS | How do JavaScript closures work? || What is a promise in JavaScript? | What is a closure in Swift? | How do I avoid closures in JavaScript?
What is the difference between null and undefined? | null vs undefined in JavaScript | How do null and undefined differ? || What is the difference between null and zero? | How do I check for undefined?
How do I wait for a promise? | What's the way to await a promise's result? | Waiting until a promise resolves in JS || How do I reject a promise? | How do I create a promise? | How do I break a promise politely?
How do I redirect to another page with JavaScript? | JavaScript redirect to a different URL | Sending the user to another page in JS || How do I reload a page with JavaScript? | How do I redirect to another page with PHP? | How do I print a page with JavaScript?
How do I style a button in CSS? | CSS for a nicer button | Changing the look of a button with CSS || How do I disable a button in CSS? | How do I style a table in CSS? | How do I center a button in CSS?
How do I make a responsive layout? | What's the way of making a web page fit all screens? | Making a site work on mobile and desktop || How do I make a printed layout? | What is a responsive layout? | How do I test a responsive layout?
What is the virtual DOM? | Explain the virtual DOM in React | What does React's virtual DOM do? || What is the shadow DOM? | How do I read the DOM in React? | What is JSX in React?
How do I pass data from parent to child in React? | React: handing props down to a child component | Giving a child component data in React || How do I pass data from child to parent in React? | How do I fetch data in React? | How do I pass data from parent to child in Vue?
How do I deploy a Next.js app? | Publishing a Next.js application | What do I need to do to release a Next.js site? || How do I test a Next.js app? | How do I deploy a Django app? | How do I create a Next.js app?
How do I create a new branch in git? | git: make a branch | What's the git command for starting a new branch? || How do I delete a branch in git? | How do I rename a branch in git? | How do I switch to a branch in git?
How do I switch branches in git? | What's the command to change to another branch? | git: go to a different branch || How do I merge branches in git? | How do I list branches in git? | How do I compare branches in git?
How do I see the commit history? | Show the log of commits in git | What displays past commits? || How do I rewrite the commit history? | How do I see the last commit's author? | How do I see the browser history?
How do I ignore a file in git? | Keep a file out of the git repository | Making git not track a file || How do I add a file in git? | How do I restore a file in git? | How do I ignore a folder in Docker?
How do I discard local changes in git? | Throw away uncommitted changes in git | git: drop my modifications || How do I stash local changes in git? | How do I commit local changes in git? | How do I discard a branch in git?
How do I resolve a merge conflict? | What do I do about conflicts when merging? | Fixing merge conflicts in git || How do I cause a merge conflict? | What is a merge conflict? | How do I resolve a conflict at work?
How do I list all tables in Postgres? | Show every table of a PostgreSQL database | What's the psql command for listing tables? || How do I list all users in Postgres? | How do I delete all tables in Postgres? | How do I list all tables in MySQL?
How do I add an index in SQL? | Creating an index on a table column | SQL statement for making an index || How do I drop an index in SQL? | How do I add a column in SQL? | What is an index in SQL?
What is the difference between an inner and an outer join? | Inner join vs outer join | How does an outer join differ from an inner join? || What is a cross join? | How do I write an inner join? | What is the difference between a join and a union?
How do I count rows in SQL? | SQL number of rows in a table | Getting the row count of a table || How do I delete rows in SQL? | How do I count columns in SQL? | How do I count rows in Excel?
How do I prevent SQL injection? | What protects against SQL injection? | Avoiding SQL injections in my code || What is SQL injection? | How do I test for SQL injection? | How do I prevent cross-site scripting?
How do I list files by size in Linux? | Linux: show files sorted by their size | Sorting files by size in the terminal || How do I list files by date in Linux? | How do I list files by size in Windows? | How do I delete large files in Linux?
How do I find a file in Linux? | What's the command to search for a file on Linux? | Searching for files by name in a Linux terminal || How do I rename a file in Linux? | How do I find a file in Windows? | How do I find a word in a file in Linux?
How do I see free disk space? | Check how much room is left on the disk | What command shows the available disk space? || How do I free disk space? | How do I see free memory? | How do I format a disk?
How do I kill a process in Linux? | Stop a running process on Linux | What's the command for ending a process? || How do I start a process in Linux? | How do I list processes in Linux? | How do I kill a process in Windows?
How do I make a shell script executable? | Giving a script permission to run | chmod for running a script || How do I write a shell script? | How do I schedule a shell script? | How do I make a file read-only?
How do I schedule a cron job? | Setting up a cron job | Run a command every day with cron, how? || How do I delete a cron job? | What is a cron job? | How do I schedule a job interview?
How do I add a user in Ubuntu? | Create a new user account on Ubuntu | Ubuntu command for adding users || How do I delete a user in Ubuntu? | How do I add a group in Ubuntu? | How do I add a user in Windows?
How do I change a file's owner? | Setting another owner for a file on Linux | What does one run to give a file to another user? || How do I change a file's name? | How do I find a file's owner? | How do I change a file's permissions?
How do I generate an SSH key? | Creating a new SSH key pair | What command makes SSH keys? || How do I delete an SSH key? | How do I copy an SSH key? | How do I generate an API key?
What is Docker? | Explain Docker to me | What does Docker do? | What are people using Docker for? || How do I install Docker? | What is Kubernetes? | How do I stop Docker?
How do I build a Docker image? | Making an image from a Dockerfile | What's the command to create a Docker image? || How do I delete a Docker image? | How do I run a Docker image? | How do I build a Maven project?
How do I view the logs of a container? | Show a Docker container's output | What's the command for container logs? || How do I clear the logs of a container? | How do I restart a container? | How do I view the logs of a pod?
How do I delete unused Docker images? | Clean up Docker images nobody uses | Removing old images in Docker || How do I delete unused Docker volumes? | How do I list unused Docker images? | How do I delete unused npm packages?
What is a REST API? | Explain REST | What does RESTful mean? | Tell me what REST APIs are || How do I write a REST API? | What is a GraphQL API? | How do I test a REST API?
What is the difference between GET and POST? | GET vs POST | How do GET and POST requests differ? || What is the difference between PUT and PATCH? | How do I send a POST request? | What is the difference between GET and HEAD?
What does a 403 error mean? | Explain HTTP status 403 | Why do I get a 403? || What does a 404 error mean? | How do I return a 403 error? | What does a 503 error mean?
How does OAuth work? | Explain the OAuth flow | What happens in an OAuth login? || How do I set up OAuth? | How does SAML work? | Is OAuth safe?
What is a microservice? | Explain microservices | What are microservices? | Define microservice || What is a monolith? | How do I test a microservice? | How small is a microservice?
What is the CAP theorem? | Explain the CAP theorem | What does the CAP theorem say? || Who proved the CAP theorem? | What is Bayes' theorem? | What is a CAP in baseball?
What's the time complexity of binary search? | How fast is binary search in big O? | Big O of binary search || What's the time complexity of linear search? | What's the space complexity of binary search? | How do I implement binary search?
How do I implement a stack? | Writing a stack data structure | Code for a stack || How do I implement a queue? | How do I empty a stack? | What is a stack?
Write a function that checks whether a number is prime | Code to test if a number is prime | I need a primality check function || Write a function that checks whether a number is even | Write a function that lists prime numbers | What is a prime number?
Write a regex for email addresses | Regular expression that matches an email address | I need a regex to validate emails || Write a regex for phone numbers | Explain this regex for email addresses | Write an email about regex
Why is my React component rendering twice? | What makes a React component render two times? | My component renders double in React, why? || Why is my React component not rendering? | How do I render a React component twice? | Why is my Vue component rendering twice?
Why is my SQL query slow? | My query takes too long, what's the reason? | What makes a SQL query run slowly? || How do I write a SQL query? | Why is my SQL query wrong? | Why is my website slow?
How do I speed up my website? | My website loads slowly, how do I make it faster? | What makes web pages load quicker? || How do I build my website? | How do I speed up my computer? | How do I measure my website's speed?
How do I speed up my computer? | My PC is slow, what can I do? | What makes a computer faster? || How do I reset my computer? | How do I clean my computer? | How do I speed up my phone?
My computer keeps freezing, what's wrong? | Why does my PC hang all the time? | What makes my computer freeze? || My computer keeps restarting, what's wrong? | My phone keeps freezing, what's wrong? | How do I unfreeze a chicken?
How do I take a screenshot on Windows? | Capturing the screen in Windows | What keys make a screenshot on Windows? || How do I take a screenshot on a Mac? | How do I crop a screenshot on Windows? | How do I record the screen on Windows?
How do I connect my phone to the TV? | Showing my phone's screen on the television | Linking a smartphone with a TV || How do I connect my phone to the car? | How do I connect my laptop to the TV? | How do I disconnect my phone from the TV?
How do I free up space on my phone? | My phone's storage is full, what can I delete? | Getting more storage on my smartphone || How do I check the space on my phone? | How do I free up space on my PC? | How do I reset my phone?
How do I back up my iPhone? | Saving all data of my iPhone | Making an iPhone backup || How do I restore my iPhone? | How do I back up my Mac? | How do I sell my iPhone?
How do I transfer photos to my computer? | Getting pictures from the phone onto the PC | Copy my phone's images to a computer || How do I transfer photos to my phone? | How do I delete photos from my computer? | How do I transfer music to my computer?
How do I reset my password? | I forgot my password, what do I do? | My password doesn't work anymore, how do I get a new one? | Password reset, how? || How do I choose a password? | How do I save my password? | How do I reset my phone?
How do I change my username? | Can I pick another user name? | Where do I edit my username? | I'd like a different username || How do I find my username? | How do I change my password? | How do I change my phone number?
How do I turn on dark mode? | Where do I switch to the dark theme? | Enabling dark mode | I want a dark background, how? || How do I turn off dark mode? | How do I turn on airplane mode? | What is dark mode?
How do I turn off notifications? | Where can I disable alerts? | Stop the app from sending me notifications | I don't want notifications anymore || How do I turn on notifications? | How do I read notifications? | How do I turn off location?
How do I download my data? | Where can I export everything you have on me? | I'd like a copy of my data || How do I delete my data? | How do I upload my data? | Where is my data stored?
How do I contact support? | Where can I reach customer service? | I need to talk to someone from your team | Is there a support phone number? || How do I rate support? | How do I become a support agent? | How do I contact the seller?
I want to talk to a human | Connect me with a real person | Can I speak with an agent? | Get me a representative || I want to talk to a lawyer | Are you a human? | I don't want to talk to a human
Where is my order? | When does my parcel come? | What's the status of my delivery? | Track my package || Where is my refund? | How do I change my order? | Where is my invoice?
I received the wrong item | You sent me a different product than I ordered | What's in the box is not what I bought || I received a damaged item | I ordered the wrong item | I received the item too late
The item arrived damaged | My product came broken | What I got is defective || The item arrived late | The item did not arrive | I damaged the item
How do I return a product? | I'd like to send something back, what do I do? | What's the process for returns? | Sending an article back || How do I review a product? | How long can I return a product? | How do I exchange a product?
How long do I have to return something? | What's the return period? | Until when can I send an item back? | Within how many days are returns possible? || How do I return something? | How long does a refund take? | How much does a return cost?
When will I get my refund? | How long does it take until I have my money back? | How many days does a refund take? || How do I get a refund? | Why was my refund rejected? | When will I get my order?
How do I cancel my order? | I don't want what I ordered anymore, how do I cancel? | Can I withdraw my order? || How do I change my order? | How do I repeat my order? | Why was my order cancelled?
How do I change my delivery address? | I moved, how do I update the address of my order? | Send my parcel to another address || How do I change my email address? | How do I track my delivery? | How do I add a billing address?
Do you deliver on Saturdays? | Is delivery on Saturday possible? | Can my parcel come on a Saturday? || Do you deliver on Sundays? | Are you open on Saturdays? | Do you deliver on Saturdays abroad?
How much is shipping? | What are the delivery costs? | What do you charge for delivery? | Shipping fee? || How long is shipping? | Where do you ship? | How much is the return?
Which payment methods do you accept? | How can I pay? | What ways of paying are there? | Can I choose how to pay? || Which payment method did I use? | How do I delete a payment method? | When do I have to pay?
Can I pay with PayPal? | Do you accept PayPal? | Is PayPal a payment option? || Can I pay with cash? | How do I link PayPal? | Can I pay PayPal back?
My payment was declined, why? | Why did my payment fail? | What's the reason my card was rejected? || My payment was late, why? | How do I decline a payment? | My payment was doubled, why?
How do I add a credit card? | Where do I enter a new card? | Registering another credit card in my account || How do I remove a credit card? | How do I get a credit card? | How do I add a gift card?
How do I use a gift card? | Where can I redeem my voucher? | Paying with a gift voucher || How do I buy a gift card? | How do I send a gift card? | How do I check a gift card's balance?
What's my account balance? | How much money do I have? | Show the balance of my account | How much is in my account? || What's my account number? | How do I top up my account? | What's my credit limit?
How do I send money abroad? | Making an international transfer | I want to transfer cash to another country || How do I receive money from abroad? | How much is sending money abroad? | How do I work abroad?
How long does a bank transfer take? | When does a transfer arrive? | How many days until transferred money is there? || How much is a bank transfer? | How do I make a bank transfer? | How do I cancel a bank transfer?
How do I block my card? | My card was stolen, how do I lock it? | Freeze my bank card || How do I unblock my card? | How do I order a card? | How do I block a number?
How do I raise my card limit? | I need a higher limit on my card | Increasing the spending limit || How do I lower my card limit? | What is my card limit? | How do I raise my salary?
Why was I charged a fee? | There's a fee on my statement, what is it for? | What's the reason for this charge? || How do I pay a fee? | How do I avoid a fee? | Why was I charged twice?
What's the exchange rate between euro and dollar? | How many dollars do I get for a euro? | Euro to dollar rate || What's the exchange rate between euro and yen? | Where can I exchange euros? | How does the exchange rate work?
Do you have a free trial? | Can I try it without paying? | Is there a free test period? | May I test it first? || How do I cancel a free trial? | How long is the free trial? | Do you have a free plan?
What's included in the premium plan? | Which features come with premium? | What do I get if I pay for premium? || How much is the premium plan? | How do I cancel the premium plan? | What's included in the basic plan?
How many people can use one account? | Can I share my account with family? | What's the number of users per account? || How many accounts can one person have? | How do I add people to my account? | How do I delete one account?
How do I invite a team member? | Adding a colleague to my workspace | Getting somebody else into my team || How do I remove a team member? | How do I message a team member? | How do I leave a team?
The app crashes when I open it | Your app closes right after starting | I can't open the app, it crashes || The app is slow when I open it | The app crashes when I close it | How do I open the app?
The website is down | Your site doesn't load | I can't reach your web page | Your website is not available || The website is ugly | The app is down | When was the website built?
I don't get the verification code | The confirmation code doesn't arrive | No code was sent to my phone || I entered the verification code | Where do I enter the verification code? | I don't get the newsletter
How do I verify my identity? | What do I need to prove who I am? | Confirming my identity for the account || Why do I need to verify my identity? | How do I hide my identity? | How do I verify my email?
Where can I find my invoice? | I need the bill for my purchase | Show me the receipt of my order | Download my invoice || Where can I pay my invoice? | My invoice is wrong | When is my invoice due?
Do you have a store in Berlin? | Is there a shop of yours in Berlin? | Where in Berlin can I find you? || Do you have a store in Hamburg? | When does your store in Berlin open? | Do you ship to Berlin?
Is this jacket available in blue? | Do you have the blue version of this jacket? | Can I get this jacket in blue? || Is this jacket available in green? | Is this jacket waterproof? | Is this jacket available in size M?
When will it be back in stock? | It's sold out, when can I order it again? | When do you get new stock of this? || How many are in stock? | When was it out of stock? | When will the stock market be back?
What does the warranty cover? | Which damages are included in the guarantee? | What is covered by warranty? || How long is the warranty? | How do I claim the warranty? | What does the insurance cover?
How do I leave a review? | Where can I rate a product? | I'd like to write a rating || How do I delete a review? | How do I read reviews? | How do I leave a group?
What is 12 times 8? | Multiply 12 by 8 | Calculate 12 * 8 | What do 12 and 8 multiplied give? || What is 12 plus 8? | What is 12 times 9? | What is 12 divided by 8?
What is 20 percent of 150? | Calculate 20% of 150 | How much is 20 percent out of 150? || What is 25 percent of 150? | What percent of 150 is 20? | What is 150 plus 20 percent?
What is the area of a circle? | How do I calculate a circle's area? | Formula for the area of circles || What is the circumference of a circle? | What is the area of a triangle? | What is the volume of a sphere?
How do I calculate the volume of a cylinder? | Formula for a cylinder's volume | What's the volume of a cylinder? || How do I calculate the surface of a cylinder? | How do I calculate the volume of a cone? | How do I draw a cylinder?
Solve 3x + 6 = 18 | Find x if 3x + 6 = 18 | What is x in 3x + 6 = 18? || Solve 3x - 6 = 18 | Solve 3x + 6 = 15 | Simplify 3x + 6
What is the derivative of sin x? | Differentiate sin x | Find the derivative of sin x || What is the integral of sin x? | What is the derivative of cos x? | What is the value of sin x?
What is the Pythagorean theorem? | Explain the theorem of Pythagoras | What does Pythagoras' theorem say? || Prove the Pythagorean theorem | Who was Pythagoras? | What is the theorem of Thales?
How do I calculate the median? | What's the way to get the median of numbers? | Finding the median || How do I calculate the mean? | What is the median income? | What does median mean in anatomy?
What is a prime number? | Explain prime numbers | Define prime number | When is a number prime? || What is the largest prime number? | What is a perfect number? | Is 91 a prime number?
Is 97 a prime number? | Is the number 97 prime? | Check whether 97 is prime || Is 91 a prime number? | Is 97 an even number? | What is the prime after 97?
What's the probability of rolling a six? | How likely is it to roll a six with a die? | Chance of a six on one roll || What's the probability of rolling two sixes? | How do I roll a six? | What's the probability of drawing an ace?
How many centimeters are in an inch? | One inch is how many centimeters? | Convert an inch to centimeters || How many inches are in a centimeter? | How many centimeters are in a foot? | How many millimeters are in an inch?
How many ounces are in a pound? | One pound equals how many ounces? | What is a pound in ounces? || How many pounds are in an ounce? | How many ounces are in a cup? | How many grams are in a pound?
What's 100 degrees Fahrenheit in Celsius? | Convert 100 Fahrenheit to Celsius | 100 °F are how many °C? || What's 100 degrees Celsius in Fahrenheit? | What's 90 degrees Fahrenheit in Celsius? | Who invented Fahrenheit?
Summarize this article in three sentences | Give me a three sentence summary of the article | Sum up this article using three sentences || Summarize this article in five sentences | Rewrite this article in three sentences | Who wrote this article?
Make this text shorter | Shorten this text | Cut this text down | Can you condense the text? || Make this text longer | Make this text simpler | Translate this text
Rewrite this in a friendlier tone | Make this sound friendlier | Put this in a more friendly way || Rewrite this in a stricter tone | Rewrite this in Spanish | What is the tone of this?
Explain quantum computing to a child | Describe quantum computers so that a kid gets it | What is quantum computing, told for children? || Explain quantum computing to an expert | Explain quantum mechanics to a child | Who invented quantum computing?
Explain the theory of relativity | What is relativity about? | Tell me how relativity works | What does the theory of relativity say? || Who came up with the theory of relativity? | Explain the theory of evolution | When was the theory of relativity published?
What is blockchain? | Explain blockchain technology | How does a blockchain work? | Define blockchain || Who invented blockchain? | Is blockchain safe? | What is a supply chain?
What is machine learning used for? | What are applications of machine learning? | Where is machine learning applied? || What is machine learning? | How do I learn machine learning? | What is a sewing machine used for?
What is overfitting? | Explain overfitting | What does overfitting mean? | Define overfitting in machine learning || How do I prevent overfitting? | What is underfitting? | What causes overfitting?
How do I prevent overfitting? | What helps against overfitting? | Ways to avoid overfitting a model || What is overfitting? | How do I prevent underfitting? | How do I detect overfitting?
How does GPS work? | Explain GPS | In what way does GPS find my position? || How accurate is GPS? | How do I turn on GPS? | Who invented GPS?
How does a refrigerator work? | What's the principle behind a fridge? | Explain how refrigerators cool || How do I clean a refrigerator? | How does a heat pump work? | Who invented the refrigerator?
How is chocolate made? | What's the process of making chocolate? | In what way is chocolate produced? || Where is chocolate made? | How is coffee made? | How do I melt chocolate?
How is glass recycled? | What happens to recycled glass? | Explain the recycling of glass || How is plastic recycled? | How is glass made? | Where do I recycle glass?
What is global warming? | Explain global warming | What does global warming mean? || What causes global warming? | How do I stop global warming? | What is global trade?
What causes climate change? | Why is the climate changing? | What's the reason for climate change? || What is climate change? | What are the effects of climate change? | What causes culture change?
How can I reduce my carbon footprint? | What can I do to emit less CO2? | Ways to lower my personal carbon emissions || What is a carbon footprint? | How do I measure my carbon footprint? | How can I reduce my grocery bill?
Who is the mayor of London? | Name London's mayor | Which person is mayor of London? || Who was the first mayor of London? | Who is the mayor of Paris? | Who elects the mayor of London?
How is the president elected? | Explain the election of the president | What's the process of electing a president? || When is the president elected? | Who is the president? | How is the pope elected?
How do I register to vote? | What do I need to do to be able to vote? | Voter registration, how does it work? || When do I register to vote? | How do I register a vote? | Who can I vote for?
What does the European Union do? | What are the tasks of the EU? | What is the EU for? || Who leads the European Union? | How many countries are in the European Union? | What does the African Union do?
What is stoicism? | Explain stoicism | Define stoic philosophy | What do stoics believe? || Who founded stoicism? | What is hedonism? | How do I practise stoicism?
What is the meaning of life? | Why are we here? | What's the purpose of living? | What is the sense of life? || What is the meaning of this word? | How long is a human life? | What is the origin of life?
What do Buddhists believe? | What is the belief of Buddhism? | Explain the faith of Buddhists || How many Buddhists are there? | What do Hindus believe? | Where do Buddhists live?
Are you a robot? | Are you an AI? | Am I talking to a machine? | Are you a real person? || Are you angry? | How do I build a robot? | Do you like robots?
What can you do? | How can you help me? | What are your abilities? | Which things can I ask you? || What do you like? | What can I do? | Who made you?
Who made you? | Who is your creator? | Which company built you? | By whom were you developed? || What are you made of? | When were you made? | What can you make?
How are you? | How's it going? | How do you feel today? | Are you well? || How old are you? | How tall are you?
What's your name? | What are you called? | How may I call you? | Tell me your name || What's my name? | What's your job? | Who gave you your name?
I'm bored | Entertain me, I have nothing to do | What can I do against boredom? || I'm tired | You are boring | Why is school boring?
Motivate me | I need some motivation | Say something that motivates me | Give me a pep talk || What is motivation? | Who motivates you? | I'm motivated
Wie ist das Wetter heute? | Wie wird heute das Wetter? | Was für Wetter haben wir heute? || Wie ist das Wetter morgen? | Wie war das Wetter gestern? | Wie spät ist es heute?
Wie setze ich mein Passwort zurück? | Ich habe mein Passwort vergessen, was tun? | Passwort zurücksetzen, wie geht das? || Wie ändere ich meinen Namen? | Wie wähle ich ein Passwort? | Wie setze ich mein Handy zurück?
Was ist die Hauptstadt von Ungarn? | Wie heißt die ungarische Hauptstadt? | Welche Stadt ist die Hauptstadt von Ungarn? || Was ist die Hauptstadt von Polen? | Wie groß ist Ungarn? | Was ist die Währung von Ungarn?
Wer hat Faust geschrieben? | Von wem ist Faust? | Wer ist der Autor von Faust? || Wann wurde Faust geschrieben? | Wer hat Die Räuber geschrieben? | Worum geht es in Faust?
Wie lange dauert die Lieferung? | Wann kommt mein Paket an? | Wie lange muss ich auf die Lieferung warten? || Was kostet die Lieferung? | Wie lange dauert die Rückgabe? | Wie ändere ich die Lieferung?
Schreibe ein Gedicht über den Herbst | Ich möchte ein Gedicht über den Herbst | Dichte etwas über den Herbst || Schreibe ein Gedicht über den Winter | Schreibe einen Aufsatz über den Herbst | Wann beginnt der Herbst?
¿Qué tiempo hace hoy? | ¿Cómo está el tiempo hoy? | Dime el tiempo de hoy || ¿Qué tiempo hará mañana? | ¿Qué hora es hoy? | ¿Qué día es hoy?
¿Cuál es la capital de Perú? | ¿Qué ciudad es la capital del Perú? | Dime la capital de Perú || ¿Cuál es la capital de Chile? | ¿Cuál es la moneda de Perú? | ¿Dónde está Perú?
¿Cómo puedo adelgazar? | ¿Qué hago para perder peso? | Consejos para bajar de peso || ¿Cómo puedo engordar? | ¿Cómo puedo dormir mejor? | ¿Cuánto peso?
Quel temps fait-il aujourd'hui ? | Quelle est la météo du jour ? | Donne-moi la météo d'aujourd'hui || Quel temps fera-t-il demain ? | Quelle heure est-il ? | Quel jour sommes-nous ?
Comment puis-je perdre du poids ? | Que faire pour maigrir ? | Donne-moi des conseils pour maigrir || Comment puis-je prendre du poids ? | Comment puis-je dormir mieux ? | Combien je pèse ?
Quelle est la capitale du Portugal ? | Quelle ville est la capitale du Portugal ? | Dis-moi la capitale du Portugal || Quelle est la capitale de l'Espagne ? | Quelle est la langue du Portugal ? | Où est le Portugal ?
今天天气怎么样？ | 今天的天气如何？ | 告诉我今天的天气 | 今天天气好吗？ || 明天天气怎么样？ | 昨天天气怎么样？ | 今天几号？
怎么重置密码？ | 我忘记密码了，怎么办？ | 如何找回密码？ | 密码忘了怎么重新设置？ || 怎么设置密码锁？ | 怎么重置手机？ | 怎么注销账号？
怎么做红烧肉？ | 红烧肉的做法 | 红烧肉怎么烧好吃？ | 教我做红烧肉 || 怎么做红烧鱼？ | 红烧肉有多少热量？ | 红烧肉怎么保存？
日本的首都是哪里？ | 日本首都是什么城市？ | 哪个城市是日本的首都？ || 韩国的首都是哪里？ | 日本的货币是什么？ | 日本的人口是多少？
写一首关于秋天的诗 | 请作一首秋天的诗 | 帮我写首关于秋天的诗歌 || 写一首关于春天的诗 | 写一篇关于秋天的作文 | 秋天从什么时候开始？
怎么学好英语？ | 学英语有什么好方法？ | 如何把英语学好？ | 怎样才能提高英语？ || 怎么学好数学？ | 英语难学吗？ | 怎么教英语？
失眠怎么办？ | 晚上睡不着怎么办？ | 怎么治疗失眠？ | 如何改善失眠？ || 头疼怎么办？ | 失眠的原因是什么？ | 早上起不来怎么办？
我的快递到哪了？ | 查一下我的包裹 | 我的快递什么时候到？ | 查询物流状态 || 怎么寄快递？ | 快递多少钱？ | 我的快递丢了
怎么取消订单？ | 我想取消订单 | 订单如何取消？ | 不想要了，怎么取消下的单？ || 怎么修改订单？ | 怎么查询订单？ | 订单为什么被取消？
如何申请退款？ | 怎么退款？ | 我想退款，怎么申请？ | 退款的流程是什么？ || 如何付款？ | 退款多久到账？ | 为什么退款失败？
什么是区块链？ | 解释一下区块链 | 区块链是什么意思？ | 请说明区块链的概念 || 谁发明了区块链？ | 什么是供应链？ | 区块链安全吗？
人一天要喝多少水？ | 每天应该喝多少水？ | 一天喝几升水合适？ || 人一天要睡多少小时？ | 一天喝多少咖啡合适？ | 水的沸点是多少？
`;

import type { Random } from '../random.ts';
import type { RepeatRow } from './repeat-rows.ts';
import { reword } from './reworded.ts';

const list = (text: string) => text.trim().split(/\s*,\s*/);

/** What requests are about: two of a line are two requests. */
const THINGS: Readonly<Record<string, readonly string[]>> = {
  country: list(
    'Norway, Denmark, Portugal, Chile, Kenya, Ghana, Guinea, Iran, Iraq, Turkey, Greece, Poland, Malta, Cuba, Peru, India, China, Mali, Malawi, Ireland, Iceland, Finland, Hungary, Bulgaria',
  ),
  city: list(
    'Oslo, Porto, Athens, Prague, Vienna, Dublin, Seattle, Denver, Sydney, Melbourne, Cairo, Lima, Osaka, Kyoto, Warsaw, Geneva, Zurich, Hamburg, Munich',
  ),
  language: list('Dutch, Danish, Swedish, Polish, Finnish, Turkish, Greek, Hindi, Arabic, Russian, Chinese, Italian'),
  food: list(
    'pancakes, lentil soup, hummus, guacamole, risotto, waffles, tofu, cheesecake, meatballs, sushi rice, bread pudding, carrot cake, apple pie, pumpkin soup, kimchi, tiramisu',
  ),
  ingredient: list(
    'cream, sour cream, baking powder, baking soda, yeast, lemon juice, cornstarch, soy sauce, eggs, white vinegar, brown sugar, olive oil, mozzarella, parmesan',
  ),
  animal: list(
    'hedgehog, hamster, turtle, parrot, ferret, horse, snake, tiger, elephant, giraffe, whale, shark, octopus, rabbit, wolf, fox',
  ),
  plang: list('Ruby, Swift, Scala, Perl, Haskell, Kotlin, PHP, TypeScript, Julia, Elixir, C#, Dart, Lua'),
  tool: list(
    'vim, emacs, tmux, curl, awk, rsync, webpack, eslint, terraform, ansible, jenkins, redis, kafka, mongodb, elasticsearch',
  ),
  person: list(
    'Isaac Newton, Albert Einstein, Marie Curie, Charles Darwin, Galileo, Frida Kahlo, Pablo Picasso, Vincent van Gogh, Johann Sebastian Bach, Jane Austen, Emily Brontë, George Orwell, Leo Tolstoy, Abraham Lincoln, Winston Churchill',
  ),
  film: list(
    'Titanic, Avatar, Alien, Jaws, Gladiator, The Matrix, Casablanca, Psycho, Vertigo, Amélie, Rocky, Top Gun',
  ),
  company: list('Toyota, Honda, Nike, Adidas, Boeing, Airbus, Intel, Nvidia, Netflix, Spotify, Siemens, Bosch'),
  part: list('knee, shoulder, neck, wrist, ankle, elbow, hip, liver, kidney, stomach, lung, thyroid'),
  illness: list(
    'asthma, eczema, measles, mumps, chickenpox, shingles, anemia, arthritis, migraine, tonsillitis, bronchitis, pneumonia, hepatitis A, hepatitis B',
  ),
  drug: list(
    'aspirin, paracetamol, amoxicillin, penicillin, metformin, insulin, lisinopril, codeine, melatonin, antihistamines',
  ),
  plant: list(
    'lavender, basil, mint, roses, tulips, peppers, cucumbers, strawberries, blueberries, orchids, succulents, ferns',
  ),
  device: list('tablet, smartwatch, printer, router, scanner, keyboard, webcam, projector, speaker, thermostat'),
  app: list(
    'WhatsApp, Telegram, Signal, Instagram, Slack, Zoom, Teams, Gmail, Outlook, Dropbox, Photoshop, PowerPoint, Google Docs',
  ),
  concept: list(
    'osmosis, entropy, evolution, democracy, capitalism, feudalism, polymorphism, encapsulation, inheritance, backpropagation, regularization, amortization, depreciation, deflation, arbitrage, empathy, irony, sarcasm, plate tectonics, nuclear fission, nuclear fusion',
  ),
  element: list('copper, iron, lead, tin, mercury, sodium, potassium, calcium, helium, neon, carbon, nitrogen'),
  planet: list('Mars, Venus, Jupiter, Saturn, Uranus, Neptune, Mercury'),
  sport: list('volleyball, rugby, cricket, ice hockey, badminton, curling, water polo, handball, squash, table tennis'),
  instrument: list('piano, violin, cello, flute, drums, saxophone, trumpet, harp, ukulele'),
  relative: list('mother, father, brother, grandmother, grandfather, wife, husband, daughter, son, uncle, niece'),
  profession: list(
    'nurse, lawyer, electrician, plumber, data scientist, architect, journalist, chef, pilot, accountant, teacher',
  ),
  month: list('January, February, March, April, August, September, October, November, December'),
  number: list('3, 4, 6, 8, 11, 12, 20, 30, 45, 60, 75, 90, 120, 200, 365, 1000'),
  setting: list(
    'dark mode, notifications, autoplay, location sharing, subtitles, automatic updates, airplane mode, spell check, cookies, push messages, voice control, the firewall',
  ),
  thing: list(
    'a bicycle, a fence, a birdhouse, a bookshelf, a paper plane, a bow, candles, soap, a scarf, a kite, a tent, a sandcastle',
  ),
  stain: list('ink, grass, blood, coffee, oil, chocolate, wax, tomato sauce, mud, lipstick'),
  event: list(
    'the moon landing, the Great Depression, the Industrial Revolution, the Vietnam War, the Boston Tea Party, the Reformation, the Crusades, the Suez Crisis, the Spanish Civil War',
  ),
  topic: list('space travel, the sea, friendship, winter, a lost key, robots, time, gardening, old trains, city life'),
};

/** Ways to put a request, parted by `|`, about one thing in braces. */
const WORDINGS = `
How do I get a visa for {country}?|What do I need for a {country} visa?|visa requirements {country}|Applying for a visa to {country}, how does that work?
What's the official religion of {country}?|Which religion is the main one in {country}?|{country} religion
How big is {country}?|What is the area of {country}?|What's the size of {country}?|How many square kilometers does {country} have?
What should I see in {city}?|Which sights are worth seeing in {city}?|Things to do in {city}|Give me sightseeing tips for {city}|What are the main attractions of {city}?
How expensive is it to live in {city}?|What's the cost of living in {city}?|How much money do I need to live in {city}?
Where can I eat well in {city}?|Good restaurants in {city}|Recommend a restaurant in {city}|Which restaurants in {city} are good?
How do I say I'm sorry in {language}?|What's the {language} word for sorry?|"sorry" in {language}|Translate sorry to {language}
Is {language} hard to learn?|How difficult is it to learn {language}?|Would you say {language} is a difficult language?
How do I make {food}?|Recipe for {food}|What's a good {food} recipe?|I want to make {food}, how is it done?|Can you teach me how to make {food}?|How are {food} prepared?
How many calories do {food} have?|What's the calorie count of {food}?|kcal in {food}
What can I replace {ingredient} with?|Substitute for {ingredient}|I don't have {ingredient} for my recipe, what else works?|What's an alternative to {ingredient}?
How do I store {ingredient}?|What's the best way of storing {ingredient}?|How should {ingredient} be kept?|Where do I keep {ingredient}?
What does a {animal} eat?|What do I feed a {animal}?|Diet of the {animal}|Which foods does a {animal} need?
How long does a {animal} live?|What's the lifespan of a {animal}?|{animal} life expectancy|How old can a {animal} get?
Why is the {animal} endangered?|What threatens the {animal}?|Reasons why the {animal} is at risk
How do I define a class in {plang}?|{plang} class syntax|What does a class look like in {plang}?|Show me how to write a class in {plang}
How do I concatenate strings in {plang}?|{plang}: joining two strings|What's the way to glue strings together in {plang}?
How do I write to a file in {plang}?|{plang} save text to a file|What is the {plang} code for writing a file?
Is {plang} worth learning?|Should I learn {plang}?|Does it make sense to learn {plang} these days?
How do I install {tool}?|{tool} installation|What are the steps for installing {tool}?|I want to set up {tool} on my machine, how?
What is {tool} used for?|What do people use {tool} for?|Why would I use {tool}?|What's the purpose of {tool}?
How do I quit {tool}?|How can I exit {tool}?|What closes {tool}?
Who was {person}?|Tell me about {person}|What is {person} known for?|Give me a short biography of {person}|Why is {person} famous?
When was {person} born?|What's the birth date of {person}?|In which year was {person} born?|{person} date of birth
How did {person} die?|What was the cause of death of {person}?|What did {person} die of?
Who directed {film}?|Which director made {film}?|{film} was directed by whom?|Name the director of {film}
What is {film} about?|Summarize the plot of {film}|What happens in {film}?|Give me the story of {film}
Who founded {company}?|Who started {company}?|By whom was {company} founded?|Name the founder of {company}
Where is {company} headquartered?|Where's the head office of {company}?|In which city does {company} have its headquarters?
My {part} hurts, what can I do?|What helps against {part} pain?|How do I treat pain in my {part}?|Remedies for a sore {part}
What does the {part} do?|What's the function of the {part}?|What do we need the {part} for?
What are the symptoms of {illness}?|Which symptoms does {illness} have?|How do I recognize {illness}?|signs of {illness}
Is {illness} contagious?|Can you catch {illness} from someone?|Does {illness} spread from person to person?
How is {illness} treated?|What's the treatment for {illness}?|What can doctors do about {illness}?
What are the side effects of {drug}?|Which side effects does {drug} have?|{drug} adverse effects
Can I drink alcohol when I take {drug}?|Is alcohol OK together with {drug}?|Does {drug} mix with alcohol?
How often should I water {plant}?|How much water do {plant} need?|Watering schedule for {plant}
When do I plant {plant}?|What is the right season for planting {plant}?|In which month should {plant} be planted?
Do {plant} need full sun?|How much light do {plant} need?|Can {plant} grow in the shade?
How do I connect my {device} to wifi?|Setting up wifi on a {device}|My {device} has no internet, how do I get it online?|How can I get my {device} onto the wireless network?
How do I reset my {device}?|Resetting a {device}, how is it done?|What do I press to reset the {device}?
Which {device} should I buy?|Recommend a good {device}|What's the best {device} at the moment?|I'm looking for a new {device}, any suggestions?
How do I delete my {app} account?|I want to get rid of my {app} account|Removing a {app} account
How do I change my profile picture in {app}?|{app}: new profile photo|Where can I edit my {app} avatar?
Why does {app} not work?|{app} is down, what's wrong?|I can't get {app} to work
Turn on {setting}|Switch on {setting}|Please enable {setting}|Can you activate {setting}?|I'd like {setting} on
Turn off {setting}|Switch off {setting}|Please disable {setting}|Can you deactivate {setting}?|I don't want {setting} any more
How do I turn on {setting}?|Where can I enable {setting}?|What do I do to activate {setting}?|How is {setting} switched on?
How do I turn off {setting}?|Where can I disable {setting}?|What do I do to deactivate {setting}?|How is {setting} switched off?
What is {concept}?|Explain {concept}|Define {concept}|What does {concept} mean?|Can you tell me what {concept} is?|I don't understand {concept}, help me|{concept} explained simply
Give me an example of {concept}|Can you show me an example for {concept}?|What would be an example of {concept}?
What's the melting point of {element}?|At what temperature does {element} melt?|When does {element} melt?
What is {element} used for?|What are the uses of {element}?|Where do we use {element}?
How many moons does {planet} have?|What's the number of moons of {planet}?|Count the moons of {planet}
How long does it take to get to {planet}?|What's the travel time to {planet}?|How long is the flight to {planet}?
How many players are in a {sport} team?|What's the size of a {sport} team?|How many people play on one side in {sport}?
What are the rules of {sport}?|How is {sport} played?|Explain {sport} to me|How does one play {sport}?
How do I tune a {instrument}?|Tuning a {instrument}, what's the way?|What do I do to get a {instrument} in tune?
How long does it take to learn the {instrument}?|How many months until I can play the {instrument}?|How much time does learning {instrument} take?
What should I give my {relative} for Christmas?|Christmas gift ideas for my {relative}|I need a Christmas present for my {relative}|What would my {relative} like for Christmas?
Write a birthday poem for my {relative}|I need a poem for my {relative}'s birthday|Compose birthday verses for my {relative}
How do I become a {profession}?|What do I need to become a {profession}?|I want to be a {profession}, what are the steps?|Path to becoming a {profession}
How much does a {profession} earn?|What's the salary of a {profession}?|What do {profession}s make?|Average pay of a {profession}
What's the weather like in Spain in {month}?|How warm is Spain in {month}?|Spain weather {month}|What weather should I expect in Spain in {month}?
What vegetables are in season in {month}?|Which vegetables can I harvest in {month}?|Seasonal vegetables {month}
Set a timer for {number} minutes|Start a {number} minute timer|Please time {number} minutes|I need a timer of {number} minutes
What is {number} squared?|Square {number}|Calculate the square of {number}
How do I make {thing}?|Show me how to build {thing}|What's the way to make {thing} myself?|Instructions for making {thing}
How do I get {stain} out of a shirt?|Removing {stain} stains from a shirt|My shirt has a {stain} stain, what do I do?|What gets {stain} stains out of shirts?
When did {event} take place?|When was {event}?|What year was {event}?|Date of {event}
What caused {event}?|What led to {event}?|Why did {event} happen?|Reasons for {event}
Write a poem about {topic}|Compose a poem on {topic}|I'd like a poem about {topic}|Can you write me verses about {topic}?
Write a short story about {topic}|Tell me a short story on {topic}|I need a short story that deals with {topic}
Suggest a book about {topic}|What's a good book on {topic}?|Which book about {topic} do you recommend?|I want to read something about {topic}
`
  .trim()
  .split('\n')
  .map((line) => line.split('|'));

/** Requests about the same thing in other wordings, and in any wording about another, or something else about the same. */
export function wordedRows(random: Random, perWording: number): RepeatRow[] {
  return WORDINGS.flatMap((wordings, at) => {
    const kind = /\{(\w+)\}/.exec(wordings[0]!)![1]!;
    const others = WORDINGS.filter((each, place) => place !== at && each[0]!.includes(`{${kind}}`));
    return Array.from({ length: perWording * wordings.length }, () => {
      const things = random.shuffle([...THINGS[kind]!]);
      const say = (ways: readonly string[], thing: string) => {
        const said = random.pick(ways).replaceAll(`{${kind}}`, thing);
        const loud = random.next() < 0.2 ? reword(said, random) : said;
        return random.next() < 0.3 ? loud.toLowerCase() : loud;
      };
      const a = say(wordings, things[0]!);
      const rows: RepeatRow[] = [
        { source: 'worded', a, b: say(wordings, things[0]!), isRepeat: true, weight: 1 },
        { source: 'worded', a, b: say(wordings, things[1]!), isRepeat: false, weight: 1 },
      ];
      if (others.length > 0) {
        const other = random.pick(others);
        rows.push({ source: 'worded', a, b: say(other, things[0]!), isRepeat: false, weight: 1 });
      }
      return rows;
    }).flat();
  });
}

/** Splits a block of words into a list. @param {string} block */
const list = (block) => block.trim().split(/\s+/);

/** Subjects that a request can be about, by field; each field has nouns of its own. */
export const fields = [
  {
    name: 'software',
    nouns:
      list(`service handler queue cache index scheduler compiler parser socket thread mutex deadlock closure iterator
      component hook reducer selector migration schema transaction replica partition checkpoint container cluster gateway
      middleware endpoint payload serializer validator decorator namespace dependency bundle repository branch rebase pipeline
      webhook cursor bitmap trie heap allocator garbage-collector stack-trace segmentation-fault race-condition`),
    subjects: [
      'a React component that renders twice after every state update',
      'a PostgreSQL query that became slow after we added a second index',
      'a Python worker that leaks memory while it reads a large file',
      'a Kubernetes rollout that leaves old pods running',
      'a Rust function whose borrow outlives the buffer it points into',
      'a binary search tree that must stay balanced under deletes',
    ],
  },
  {
    name: 'mathematics',
    nouns:
      list(`matrix vector eigenvalue polynomial derivative integral limit series sequence theorem lemma proof corollary
      group ring field lattice manifold gradient determinant permutation combination probability variance distribution
      estimator likelihood hypothesis convergence continuity inequality prime modulus congruence graph vertex edge cycle`),
    subjects: [
      'the number of ways to seat nine guests around two round tables',
      'the sum of the reciprocals of the squares of the odd numbers',
      'a recurrence whose characteristic polynomial has a double root',
      'the smallest integer that leaves remainder two when divided by five, seven and eleven',
      'the area between two parabolas that cross at three and eight',
    ],
  },
  {
    name: 'science',
    nouns:
      list(`molecule enzyme membrane protein chromosome mutation photon electron neutron isotope catalyst solvent polymer
      crystal entropy enthalpy pressure velocity momentum torque viscosity wavelength spectrum telescope nebula orbit plate
      sediment glacier aquifer plankton pollen larva neuron synapse antibody hormone tissue fermentation combustion`),
    subjects: [
      'the way a refrigerator moves heat from a cold room to a warm one',
      'the reason why ice floats although most solids sink in their own melt',
      'the colour of a star and of a flame',
      'the way a vaccine teaches the body about a virus it has not met',
      'the tides, which come twice a day but not at the same hour',
    ],
  },
  {
    name: 'law-and-business',
    nouns:
      list(`contract clause tenant landlord warranty liability indemnity arbitration statute plaintiff appeal licence
      trademark copyright merger dividend invoice ledger audit budget forecast margin inventory supplier tariff subsidy
      inflation mortgage bond equity pension payroll franchise tender procurement shareholder creditor collateral`),
    subjects: [
      'the dispute over a deposit that a landlord keeps for paint that faded in the sun',
      'the price of delivery in a small shop after fuel became dearer',
      'the claim against a supplier whose goods arrive three weeks late',
      'the contract of a freelancer whose client stops paying',
      'the way central banks weigh employment against prices',
    ],
  },
  {
    name: 'health-and-people',
    nouns:
      list(`patient diagnosis dosage symptom fever allergy migraine posture appetite insomnia therapy rehabilitation
      blood-pressure cholesterol insulin vitamin infection surgeon nurse clinic ward neighbour teacher colleague manager
      teenager grandmother committee volunteer choir apprentice passenger librarian referee`),
    subjects: [
      'a runner whose knee hurts only when she walks downstairs',
      'a child who sleeps badly since the family moved',
      'a colleague who answers every question with another question',
      'an elderly neighbour who forgets to drink on hot days',
      'a team that has met every morning for a year without deciding anything',
    ],
  },
  {
    name: 'history-and-arts',
    nouns: list(`empire treaty parliament dynasty revolution monastery harbour fortress merchant caravan printing-press
      railway cathedral fresco sonata symphony novel chapter stanza metaphor protagonist chorus canvas sculpture museum
      archive manuscript coronation famine census frontier settlement lighthouse telegraph`),
    subjects: [
      'the spread of the printing press along rivers',
      'the railway that changed the hour a town kept',
      'the first reports of the northern lights',
      'a short story in which a lighthouse keeper receives a letter for someone else',
      'the way painters learned to show distance',
    ],
  },
];

/** Words that belong to no field. */
export const adjectives =
  list(`small large early late narrow broad steady sudden silent bright heavy light quick slow careful careless
  ordinary curious stubborn gentle rough hidden obvious recent ancient modern local distant shallow deep fragile robust
  partial complete temporary permanent accurate doubtful expensive cheap crowded empty familiar foreign honest vague
  seasonal weekly annual public private manual automatic parallel sequential reliable flaky secondary primary upstream
  downstream northern southern eastern western coastal rural urban`);

export const verbs =
  list(`measured replaced removed compared explained described repaired copied moved merged divided shared counted
  estimated predicted observed recorded reported questioned ignored accepted rejected delayed repeated improved worsened
  simplified extended reduced doubled halved tested confirmed translated revised borrowed returned cancelled approved
  scheduled labelled sorted filtered collected published archived restored`);

export const adverbs =
  list(`quietly twice again slowly abruptly nearly barely mostly partly exactly roughly later earlier eventually
  immediately occasionally repeatedly deliberately accidentally separately together`);

export const places =
  list(`workshop office basement warehouse laboratory kitchen corridor platform courtyard classroom theatre
  bakery garden rooftop tunnel ferry market stadium pharmacy hangar`);

export const times = [
  'last Tuesday',
  'in the first week of March',
  'after the second attempt',
  'before the holidays',
  'during the night shift',
  'a few minutes past nine',
  'in the following quarter',
  'since the last release',
  'two days before the deadline',
  'when the rain finally stopped',
];

/** What is asked about a subject; `%` stands for the subject. */
export const openings = [
  'Can you explain % in a way that a beginner would follow?',
  'Please compare two approaches to % and say which one you would choose.',
  'I need a short summary of % for people who have five minutes.',
  'Walk me through % step by step, and check the result at the end.',
  'Who first studied %, and when?',
  'Write a friendly message to my team about %.',
  'List the most common mistakes people make with %.',
  'Is it true that there is only one good answer to %? Why or why not?',
  'Design a plan for %, with risks and a fallback.',
  'Help me think about %: what would you look at first?',
];

export const closings = [
  'Keep the answer under two hundred words.',
  'Show the steps.',
  'Use a table where it helps.',
  'If something is missing, ask me first.',
  'Answer in plain language.',
  'Name your assumptions.',
];

/** Syllables for made-up names, so that long prompts carry rare words as real ones do. */
export const syllables =
  list(`ba bel bri cal cor da del dri el fen gal gri hal ir jo kel lan lor mar mel mir nal nor ol per quin
  ral ros sel sor tam tel tor ul van ver win yar zel`);

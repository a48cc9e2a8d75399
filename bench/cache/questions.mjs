const ACTIONS =
  'reset change find delete export cancel renew check update print share move track rename merge archive restore upgrade review schedule'.split(
    ' ',
  );
const OBJECTS =
  'password invoice order account profile report calendar contract ticket address subscription budget photo playlist backup address-book recipe lease parcel passport'.split(
    ' ',
  );
const PLACES =
  'Berlin Oslo Lisbon Madrid Paris Rome Vienna Prague Dublin Athens Warsaw Geneva Cairo Lima Osaka Kyoto Sydney Denver Seattle Boston Austin Chicago Toronto Delhi Seoul'.split(
    ' ',
  );
const TIMES = [
  'today',
  'before noon',
  'on Monday',
  'next week',
  'in May',
  'for my team',
  'for a friend',
  'by phone',
  'at night',
  'without a card',
];
const FRAMES = ['How do I', 'How can I', 'What is the way to', 'Please help me'];

/**
 * Different questions, as many as asked for, that people ask of services.
 *
 * @param {number} count Up to 400,000.
 * @returns {string[]}
 */
export function questions(count) {
  const found = [];
  for (let i = 0; found.length < count; i++) {
    const at = (/** @type {readonly string[]} */ list, /** @type {number} */ step) =>
      list[Math.floor(i / step) % list.length];
    const place = at(PLACES, ACTIONS.length * OBJECTS.length);
    const time = at(TIMES, ACTIONS.length * OBJECTS.length * PLACES.length);
    found.push(`${at(FRAMES, 7)} ${at(ACTIONS, 1)} the ${at(OBJECTS, ACTIONS.length)} in ${place} ${time}?`);
  }
  return found;
}

/** Of a head that marks places: a text counts where it marks any. */
export const ANY_SPAN = 'any span';
/** Before a label: anything but it. Heads tell kinds of what rows often call by one word. */
export const NOT = 'not ';

import { useWriteRefusal } from '../lib/write-access.ts';

/** Id of the text that says why this browser may change nothing. */
export const WHY_REFUSED = 'why-refused';

/** The text itself, once for all that it switches off. */
export function WriteRefusal() {
  return (
    <p id={WHY_REFUSED} hidden>
      {useWriteRefusal()}
    </p>
  );
}

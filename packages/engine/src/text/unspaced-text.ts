import { createTextView, type MemoKey, type TextView } from './text-view.ts';

/** Letters that each stand alone, six or more in a row: `i g n o r e   a l l`. */
const RUN = /(?<!\S)\S(?:\s{1,4}\S(?!\S)){5,}/gu;
const JOINED: MemoKey<TextView | undefined> = { name: 'unspaced text' };

/**
 * The text with letters that were pulled apart joined again, more than one space between them taken as the end of a
 * word; undefined where there are none. People read such a text as if it were whole, and so do many models.
 */
export function unspacedText(text: TextView): TextView | undefined {
  return text.memo(JOINED, ({ raw }) => {
    RUN.lastIndex = 0;
    if (!RUN.test(raw)) return undefined;
    return createTextView(raw.replace(RUN, (run) => run.replace(/(\S)\s(?=\S)/gu, '$1').replace(/\s+/g, ' ')));
  });
}

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
    if (!mayHoldRun(raw)) return undefined;
    RUN.lastIndex = 0;
    if (!RUN.test(raw)) return undefined;
    return createTextView(raw.replace(RUN, (run) => run.replace(/(\S)\s(?=\S)/gu, '$1').replace(/\s+/g, ' ')));
  });
}

const SHORTEST_RUN = 6;

/** Whether so many letters stand alone one after the other at all: few texts have them, and the pattern is slow. */
function mayHoldRun(text: string): boolean {
  let alone = 0;
  let length = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? SPACE : text.charCodeAt(i);
    if (!isSpace(code)) {
      // The second half of a pair is no letter of its own.
      if ((code & 0xfc00) !== 0xdc00) length++;
      continue;
    }
    if (length === 1) {
      alone++;
      if (alone >= SHORTEST_RUN) return true;
    } else if (length > 1) alone = 0;
    length = 0;
  }
  return false;
}

const SPACE = 0x20;

/** As `\s` in a pattern. */
function isSpace(code: number): boolean {
  if (code <= 0x7f) return code === SPACE || (code >= 0x09 && code <= 0x0d);
  if (code < 0x1680) return code === 0xa0;
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

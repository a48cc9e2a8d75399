/** Browsers draw elements of up to about 17 million pixels; taller ones are cut off, and what lies below is out of reach. */
const TALLEST = 8_000_000;
/** Of all rows: in each part, what scrolls stands for rows a little further down. */
const PART = 100_000;
/**
 * From so far on it is the bar that was moved: its least step stands for more where rows are so many, and those of the wheel and
 * of keys for less, also where several come at once.
 */
export const JUMP = 4_000;

/** Where a frame is scrolled to. Its place among all rows, in pixels, is the sum of both. */
export interface RowScroll {
  /** As the frame has it. */
  readonly top: number;
  readonly offset: number;
}

export interface RowScale {
  /** Of what scrolls, in pixels. */
  readonly height: number;
  /** Where the rows are after the frame was scrolled to a new top, which may have to be corrected. */
  move(before: RowScroll, top: number, view: number): RowScroll;
}

/**
 * Scrolls over any number of rows in what is no taller than browsers draw. Steps of the wheel and of keys move the rows
 * as far as they would without it, so none is passed over; jumps of the scroll bar go to their share of all rows.
 */
export function scaleRows(total: number, rowHeight: number): RowScale {
  const all = total * rowHeight;
  const height = Math.min(TALLEST, all);
  const parts = Math.ceil(all / PART);
  const step = parts < 2 ? 0 : (all - height) / (parts - 1);
  const offsetAt = (place: number) => Math.round(Math.min(parts - 1, Math.floor(place / PART)) * step);
  return {
    height,
    move(before, top, view) {
      if (step === 0) return { top, offset: 0 };
      if (Math.abs(top - before.top) < JUMP) {
        const place = Math.max(0, Math.min(all - view, top + before.offset));
        const offset = offsetAt(place);
        return { top: place - offset, offset };
      }
      return { top, offset: offsetAt((top / Math.max(1, height - view)) * (all - view)) };
    },
  };
}

import { type RefObject, useEffect, useState } from 'react';

/** The tallest that browsers draw well is below 20 million pixels; above, scrolling moves by more than it shows. */
const TALLEST = 8_000_000;

export interface ScaledRows {
  /** Of what scrolls. */
  readonly height: number;
  /** First row that is seen, and how many. */
  readonly first: number;
  readonly count: number;
  /** Where the first row is drawn. */
  readonly top: number;
}

/** Which of many rows of one height are seen in a frame that scrolls. */
export function useScaledRows(frame: RefObject<HTMLElement | null>, total: number, rowHeight: number): ScaledRows {
  const [view, setView] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    look();
    element.addEventListener('scroll', look, { passive: true });
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      watcher.disconnect();
    };
  }, [frame]);
  const height = Math.min(TALLEST, total * rowHeight);
  const count = Math.ceil(view.height / rowHeight) + 1;
  const room = Math.max(1, height - view.height);
  const share = Math.min(1, view.top / room);
  const isScaled = total * rowHeight > TALLEST;
  const first = isScaled
    ? Math.round(share * Math.max(0, total - count + 1))
    : Math.min(Math.max(0, total - 1), Math.floor(view.top / rowHeight));
  return { height, first, count: Math.min(count, total - first), top: isScaled ? view.top : first * rowHeight };
}

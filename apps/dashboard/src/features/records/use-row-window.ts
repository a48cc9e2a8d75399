import { type RefObject, useEffect, useMemo, useState } from 'react';
import { JUMP, type RowScroll, scaleRows } from './row-scroll.ts';

/** Rows are asked for once the bar rests for so long: who drags it past thousands wants none of them. */
const REST_MS = 80;

export interface RowWindow {
  /** Of what scrolls. */
  readonly height: number;
  /** First row that is seen, and how many. */
  readonly first: number;
  readonly count: number;
  /** Where the first row is drawn. */
  readonly top: number;
  /** The bar is being dragged. */
  readonly isRushing: boolean;
}

/** Which of many rows of one height are seen in a frame that scrolls below a head of the same height. */
export function useRowWindow(frame: RefObject<HTMLElement | null>, total: number, rowHeight: number): RowWindow {
  const scale = useMemo(() => scaleRows(total, rowHeight), [total, rowHeight]);
  const [view, setView] = useState(600);
  const [scroll, setScroll] = useState<RowScroll>({ top: 0, offset: 0 });
  const [isRushing, setRushing] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    let now: RowScroll = { top: 0, offset: 0 };
    let resting: ReturnType<typeof setTimeout> | undefined;
    const seen = () => Math.max(rowHeight, element.clientHeight - rowHeight);
    const look = () => {
      const top = element.scrollTop;
      if (Math.abs(top - now.top) >= JUMP) {
        setRushing(true);
        clearTimeout(resting);
        resting = setTimeout(() => setRushing(false), REST_MS);
      }
      now = scale.move(now, top, seen());
      if (now.top !== top) element.scrollTop = now.top;
      setScroll(now);
    };
    const measure = () => {
      setView(seen());
      look();
    };
    element.addEventListener('scroll', look, { passive: true });
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    measure();
    return () => {
      clearTimeout(resting);
      element.removeEventListener('scroll', look);
      watcher.disconnect();
    };
  }, [frame, scale, rowHeight]);
  const first = Math.min(Math.max(0, total - 1), Math.floor((scroll.top + scroll.offset) / rowHeight));
  const count = Math.min(Math.ceil(view / rowHeight) + 1, total - first);
  return { height: scale.height, first, count, top: first * rowHeight - scroll.offset, isRushing };
}

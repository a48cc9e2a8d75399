const PAGE_BITS: usize = 16;

let end: usize = __heap_base;

/** A place for so many bytes, empty, for good. */
export function allocate(bytes: usize): usize {
  const at = (end + 15) & ~15;
  end = at + bytes;
  const pages = ((end + (1 << PAGE_BITS) - 1) >>> PAGE_BITS) as i32;
  if (pages > memory.size()) growTo(pages + pages / 4);
  return at;
}

/** Makes memory so large at once: growing often is slow, and what is not used costs nothing. */
export function reserve(bytes: usize): void {
  const pages = (bytes >>> PAGE_BITS) as i32;
  if (pages > memory.size()) growTo(pages);
}

function growTo(pages: i32): void {
  if (memory.grow(pages - memory.size()) < 0) unreachable();
}

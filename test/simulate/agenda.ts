/** What people are going to do, by time; of what is due at once, the first written comes first. */
export interface Agenda {
  add(at: number, deed: () => void | Promise<void>): void;
  /** When the next one is due. */
  next(): number | undefined;
  /** Takes out the next one that is due by then. */
  take(by: number): (() => void | Promise<void>) | undefined;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly deed: () => void | Promise<void>;
}

/** An empty agenda, a binary heap: a world of thousands keeps tens of thousands of intentions. */
export function createAgenda(): Agenda {
  const heap: Entry[] = [];
  let order = 0;
  const isBefore = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order);
  const at = (place: number) => heap[place] as Entry;
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [at(b), at(a)];
  };
  function sink(): void {
    for (let place = 0; ; ) {
      let least = place;
      for (const child of [2 * place + 1, 2 * place + 2])
        if (child < heap.length && isBefore(at(child), at(least))) least = child;
      if (least === place) return;
      swap(place, least);
      place = least;
    }
  }
  return {
    add(when, deed) {
      heap.push({ at: when, order, deed });
      order += 1;
      for (let place = heap.length - 1; place > 0; ) {
        const parent = (place - 1) >> 1;
        if (!isBefore(at(place), at(parent))) return;
        swap(place, parent);
        place = parent;
      }
    },
    next: () => heap[0]?.at,
    take(by) {
      const first = heap[0];
      if (!first || first.at > by) return undefined;
      const last = heap.pop() as Entry;
      if (heap.length > 0) {
        heap[0] = last;
        sink();
      }
      return first.deed;
    },
  };
}

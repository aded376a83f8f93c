/** A bell: whoever listens hears that something changed, not what. */
export interface Changes {
  /** Rings the bell for every listener, in the order in which they came. */
  notify(): void;
  /** Adds a listener; the answer removes it again. */
  listen(listener: () => void): () => void;
}

/** A new bell without listeners. */
export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  return {
    notify() {
      // A copy: a listener may take itself off while the bell rings.
      for (const listener of [...listeners]) listener();
    },
    listen(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

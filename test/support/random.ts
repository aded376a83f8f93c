/** Numbers that look random and are the same for the same seed and name. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** From `from` up to `to`. */
  between(from: number, to: number): number;
  /** True this often. */
  chance(part: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** A source of its own for each name, so that what one part draws does not move another (mulberry32). */
export function random(seed: number, name: string): Random {
  let state = seed;
  for (const letter of name) state = Math.imul(state ^ letter.charCodeAt(0), 0x9e3779b1) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    chance: (part) => next() < part,
    pick(list) {
      if (list.length === 0) throw new Error("Nothing to pick from");
      return list[Math.floor(next() * list.length)] as (typeof list)[number];
    },
  };
}

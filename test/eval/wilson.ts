/** A share with the bounds between which the real one lies in 95 of 100 such samples (Wilson's score interval). */
export interface Share {
  readonly hits: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

const z = 1.959964;

/** Wilson's interval for `hits` out of `of`, as shares from 0 to 1. Throws on a sample of nothing. */
export function wilson(hits: number, of: number): Share {
  if (!Number.isInteger(hits) || hits < 0 || hits > of || of < 1)
    throw new RangeError(`no share: ${hits} of ${of}`);
  const share = hits / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return { hits, of, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * A stream of random numbers that its seed decides. Streams split by name are independent of each other, so that turning one
 * fault off changes no draw of any other part.
 */
export type Rng = {
  /** In [0, 1). */
  next(): number;
  /** An integer from `least` to `most`, both inclusive. */
  int(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  split(name: string): Rng;
};

export function rngOf(seed: number): Rng {
  // mulberry32: 32 bits of state are plenty for some ten thousand draws a stream, and it is the cheapest there is.
  let state = mix(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return {
    next,
    int: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    pick: <T>(from: readonly T[]) => from[Math.floor(next() * from.length)] as T,
    split: (name) => rngOf(mix(seed) ^ digest(name)),
  };
}

/** FNV-1a over UTF-16 units. */
export function digest(text: string, from = 0x811c9dc5): number {
  let hash = from;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** Spreads neighbouring seeds over the whole range. */
function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

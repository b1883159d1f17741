/** Numbers from a seed: the same seed gives the same sequence everywhere. */
export interface Random {
  /** 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  pick<T>(items: readonly T[]): T;
  /** True in this share of the calls. */
  chance(share: number): boolean;
  uuid(): string;
}

/** A Weyl sequence with a 32-bit finaliser (the constants of MurmurHash3). */
export function createRandom(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const random: Random = {
    next() {
      state = (state + 0x9e3779b9) >>> 0;
      let mixed = state;
      mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
    },
    below: (below) => Math.floor(random.next() * below),
    pick(items) {
      const item = items[random.below(items.length)];
      if (item === undefined) throw new RangeError('Nothing to pick from.');
      return item;
    },
    chance: (share) => random.next() < share,
    uuid() {
      const digits = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
      const parts = [
        digits.slice(0, 8),
        digits.slice(8, 12),
        `4${digits.slice(13, 16)}`,
        `a${digits.slice(17, 20)}`,
        digits.slice(20),
      ];
      return parts.join('-');
    },
  };
  return random;
}

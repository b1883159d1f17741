import type { Site } from '../simulators';

/** Who is in which group of the site, each as "Name in Group". */
export type Members = ReadonlySet<string>;

export function membersOf(site: Site): Members {
  const nameOf = namesOf(site);
  return new Set(
    site.groups.flatMap(({ name, memberIds }) => memberIds.map((id) => memberIn(nameOf(id), name))),
  );
}

export function memberIn(person: string, group: string): string {
  return `${person} in ${group}`;
}

/** Display names of the demo's accounts, of which no two are alike. */
export function namesOf({ accounts }: Site): (accountId: string) => string {
  const names = new Map(accounts.map(({ accountId, displayName }) => [accountId, displayName]));
  return (accountId) => names.get(accountId) ?? accountId;
}

export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export function difference(before: Members, after: Members): Difference {
  return {
    added: [...after].filter((member) => !before.has(member)).toSorted(),
    removed: [...before].filter((member) => !after.has(member)).toSorted(),
  };
}

/** Throws with what is missing and what is too much, unless both say the same. */
export function expectSame(claim: string, found: Difference, expected: Difference): void {
  for (const way of ['added', 'removed'] as const) {
    const [missing, surplus] = [without(expected[way], found[way]), without(found[way], expected[way])];
    if (missing.length + surplus.length === 0) continue;
    throw new Error(
      `This is not so: ${claim}. On the site, ${way}: ${surplus.join('; ') || 'nothing'}; expected besides: ${missing.join('; ') || 'nothing'}.`,
    );
  }
}

function without(these: readonly string[], others: readonly string[]): readonly string[] {
  return these.filter((one) => !others.includes(one));
}

/** Account ids by number: a person is in many groups, and each id is stored once. */
export interface AccountTable {
  readonly ids: readonly string[];
  readonly placeOf: (accountId: string) => number;
}

export function createAccountTable(): AccountTable {
  const ids: string[] = [];
  const places = new Map<string, number>();
  return {
    ids,
    placeOf(accountId) {
      const known = places.get(accountId);
      if (known !== undefined) return known;
      places.set(accountId, ids.length);
      ids.push(accountId);
      return ids.length - 1;
    },
  };
}

/**
 * One entry of a list that is edited. Its id stays with it while entries are moved, so that what is shown of it and the focus stay as well. Ids are small
 * numbers in order, so that an untouched list equals the one that it was made of.
 */
export interface Row<T> {
  readonly id: number;
  readonly value: T;
}

export function rowsOf<T>(values: readonly T[]): readonly Row<T>[] {
  return values.map((value, id) => ({ id, value }));
}

export function valuesOf<T>(rows: readonly Row<T>[]): T[] {
  return rows.map(({ value }) => value);
}

export function withRow<T>(rows: readonly Row<T>[], value: T): readonly Row<T>[] {
  return [...rows, { id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, value }];
}

export function withoutRow<T>(rows: readonly Row<T>[], id: number): readonly Row<T>[] {
  return rows.filter((row) => row.id !== id);
}

export function withValue<T>(rows: readonly Row<T>[], id: number, value: T): readonly Row<T>[] {
  return rows.map((row) => (row.id === id ? { id, value } : row));
}

/** One place up or down; at the edge it stays. */
export function withMoved<T>(rows: readonly Row<T>[], id: number, way: 'up' | 'down'): readonly Row<T>[] {
  const from = rows.findIndex((row) => row.id === id);
  const to = way === 'up' ? from - 1 : from + 1;
  const [moved, other] = [rows[from], rows[to]];
  if (moved === undefined || other === undefined) return rows;
  return rows.with(from, other).with(to, moved);
}

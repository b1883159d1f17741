export type Compact<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The value without the properties that are undefined: a missing value is absent here, as in JSON. */
export function compact<T extends object>(value: T): Compact<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- entries lose the keys' types
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Compact<T>;
}

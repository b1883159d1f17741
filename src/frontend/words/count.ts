const format = new Intl.NumberFormat('en');

/** 1,204 */
export function count(value: number): string {
  return format.format(value);
}

/** "1 group", "1,204 groups" */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

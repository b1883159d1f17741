import { adminLanguage } from './locale';

/** 1,204, as the administrator writes it. */
export function count(value: number): string {
  return new Intl.NumberFormat(adminLanguage()).format(value);
}

/** "1 group", "1,204 groups" */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

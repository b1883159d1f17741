import type { RenameRule } from '../../../../domain/group-rules';

/** The rename that puts `prefix` before every name. */
export function prefixRename(prefix: string): RenameRule {
  return { kind: 'expression', search: '^', replace: prefix.replaceAll('$', '$$$$') };
}

/** The prefix that a rename puts before every name; undefined for one that does something else. */
export function prefixOf({ kind, search, replace }: RenameRule): string | undefined {
  const isPrefix = kind === 'expression' && search === '^' && /^(?:[^$]|\$\$)*$/.test(replace);
  return isPrefix ? replace.replaceAll('$$', '$') : undefined;
}

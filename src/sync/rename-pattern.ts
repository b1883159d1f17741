import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import type { RenameRule } from '../domain/group-rules';

/** What one rename makes of a name; never throws. */
export type Rename = (name: string) => string;

export type ReadRename =
  /** `writes`: characters that `replace` puts in by itself, besides what groups found. */
  | { readonly kind: 'ready'; readonly rename: Rename; readonly writes: number }
  /** `part` of the rule cannot be followed; `message` says what to write instead. */
  | { readonly kind: 'refused'; readonly part: 'search' | 'replace'; readonly message: string };

/**
 * The longest name that is renamed, and the longest that a rename makes, in UTF-16 units. It is far beyond what a site takes, and keeps rules that
 * make names longer and longer from filling the memory.
 */
export const maxRenamedLength = 1000;

/** Instructions. The time for a name grows with them: repetitions such as `{100}` are written out. */
const maxProgramSize = 1000;

/** A text, or the number of a group of the pattern. */
type Piece = string | number;

/**
 * Reads a rename. Expressions are run by RE2 (https://github.com/google/re2/wiki/Syntax): in time that grows with the pattern and the name, never
 * with the ways in which they could match. In `replace`, `$1` and `${name}` stand for groups, `$0` for the whole match and `$$` for one dollar sign;
 * everything else is as written. As RE2's own replacing does, an empty match right behind another match is passed over.
 */
export function readRename(rule: RenameRule): ReadRename {
  if (rule.kind === 'text') return textRename(rule);
  const pattern = compile(rule.search);
  if (typeof pattern === 'string') return { kind: 'refused', part: 'search', message: pattern };
  const unknown = unknownGroup(rule.replace, pattern);
  if (unknown !== undefined) return { kind: 'refused', part: 'replace', message: unknown };
  const pieces = piecesOf(rule.replace, pattern);
  const writes = pieces.reduce<number>(
    (sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0),
    0,
  );
  return { kind: 'ready', rename: (name) => replaceAll(name, pattern, pieces), writes };
}

function textRename({ search, replace }: RenameRule): ReadRename {
  return {
    kind: 'ready',
    rename: (name) => cut(name.split(search).join(replace)),
    writes: replace.length,
  };
}

/** The pattern, or why there is none. */
function compile(search: string): RE2JS | string {
  try {
    const pattern = RE2JS.compile(search);
    return pattern.programSize() <= maxProgramSize
      ? pattern
      : `"${short(search)}" is too large, because its repetitions are written out. Repeat fewer times, or without a limit (* or +).`;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const part = error instanceof RE2JSSyntaxException ? (error.input ?? search) : search;
    const reason = error instanceof RE2JSSyntaxException ? error.error : error.message;
    return `"${short(search)}" is no expression that can be run: ${explain(reason, part)}`;
  }
}

function short(search: string): string {
  return search.length <= 80 ? search : `${search.slice(0, 80)}...`;
}

/** RE2's reasons, as `re2js` words them, for somebody who did not write a parser. */
const explanations: readonly (readonly [reason: RegExp, explain: (part: string) => string])[] = [
  [/^missing closing \)/, () => 'a ( has no ). Write \\( for the sign itself.'],
  [/^unexpected \)/, () => 'a ) has no (. Write \\) for the sign itself.'],
  [/^missing closing \]/, (part) => `the [ of "${part}" has no ]. Write \\[ for the sign itself.`],
  [
    /^missing argument/,
    (part) => `"${part}" has nothing before it to repeat. Write \\${part} for the sign itself.`,
  ],
  [
    /^invalid nested repetition/,
    (part) => `"${part}" repeats what is repeated already. Leave one of them out.`,
  ],
  [
    /^invalid repeat count/,
    (part) => `"${part}" repeats too often, or its second number is the smaller one.`,
  ],
  [/^invalid character class/, (part) => `"${part}" is no range or class of characters.`],
  [/^trailing backslash/, () => 'it ends with a \\. Write \\\\ for the sign itself.'],
  [/^duplicate capture group/, (part) => `two groups are named "${part}".`],
  [/^invalid escape/, (part) => `"${part}" has no meaning. Write \\\\ for a backslash.`],
  [
    /^invalid named capture/,
    (part) => `"${part}" is no name of a group. Write (?<name>...), with letters, digits and _.`,
  ],
];

function explain(reason: string, part: string): string {
  if (/^\(\?<?[=!]/.test(part))
    return `"${part.slice(0, part.startsWith('(?<') ? 4 : 3)}" looks ahead or behind, and lookaround is not available.`;
  if (/^\\[1-9k]/.test(part))
    return `"${part}" refers back to a group, and backreferences are not available.`;
  const known = explanations.find(([pattern]) => pattern.test(reason));
  return known?.[1](part) ?? `"${part}" is not available here (${reason}).`;
}

/** What stands for something in `replace`: `$$`, a number, a number or a name in braces. */
const reference = /\$(?:\$|(?<digits>\d+)|\{(?<name>\w+)\})/g;

function piecesOf(replace: string, pattern: RE2JS): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of replace.matchAll(reference)) {
    pieces.push(replace.slice(end, found.index), groupNumber(found, pattern) ?? '$');
    end = found.index + found[0].length;
  }
  return [...pieces, replace.slice(end)];
}

/** Undefined for `$$`; NaN for a group that the pattern does not have. */
function groupNumber({ groups }: RegExpMatchArray, pattern: RE2JS): number | undefined {
  const named = groups?.['digits'] ?? groups?.['name'];
  if (named === undefined) return undefined;
  const number = /^\d+$/.test(named) ? Number(named) : (pattern.namedGroups()[named] ?? Number.NaN);
  return number <= pattern.groupCount() ? number : Number.NaN;
}

function unknownGroup(replace: string, pattern: RE2JS): string | undefined {
  const unknown = [...replace.matchAll(reference)].find((found) =>
    Number.isNaN(groupNumber(found, pattern) ?? 0),
  );
  if (unknown === undefined) return undefined;
  const shorter = /^\$(\d)(\d+)$/.exec(unknown[0]);
  const hint =
    shorter === null
      ? ''
      : ` For group ${shorter[1]} and then ${shorter[2]}, write \${${shorter[1]}}${shorter[2]}.`;
  return `"${unknown[0]}" stands for a group that the expression does not have. For a dollar sign, write $$.${hint}`;
}

function replaceAll(name: string, pattern: RE2JS, pieces: readonly Piece[]): string {
  const matcher = pattern.matcher(name);
  let result = '';
  let end = 0;
  let first = true;
  while (result.length <= maxRenamedLength && matcher.find()) {
    if (!first && matcher.start() === end && matcher.end() === end) continue;
    result += name.slice(end, matcher.start());
    for (const piece of pieces) result += typeof piece === 'string' ? piece : (matcher.group(piece) ?? '');
    end = matcher.end();
    first = false;
  }
  return cut(result + name.slice(end));
}

function cut(name: string): string {
  return name.slice(0, maxRenamedLength);
}

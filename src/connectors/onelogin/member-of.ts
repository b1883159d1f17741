import type { DirectoryGroup } from '../../domain/directory';

/** The groups of a `member_of` value: distinguished names (RFC 4514) separated by semicolons. Each group comes once. */
export function memberOfGroups(memberOf: string | null): readonly DirectoryGroup[] {
  const groups = new Map<string, DirectoryGroup>();
  for (const piece of splitUnescaped(memberOf ?? '', ';')) {
    const name = piece.trim();
    if (name === '') continue;
    const id = memberOfId(name);
    if (!groups.has(id)) groups.set(id, { id, kind: 'member_of', name: firstValue(name) });
  }
  return [...groups.values()];
}

/** Names are equal without case, so the id is in lower case. */
export function memberOfId(distinguishedName: string): string {
  return `member_of:${distinguishedName.trim().toLowerCase()}`;
}

/** The value of the first relative name, with its escapes resolved. A text that is not a distinguished name is its own value. */
function firstValue(distinguishedName: string): string {
  const [first = ''] = splitUnescaped(distinguishedName, ',');
  const [attribute = ''] = splitUnescaped(first, '+');
  const typed = /^\s*(?:[a-z][a-z0-9-]*|\d+(?:\.\d+)*)\s*=/i.exec(attribute);
  if (typed === null) return unescape(distinguishedName).trim();
  return unescape(attribute.slice(typed[0].length)).trim();
}

function splitUnescaped(text: string, separator: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === separator) {
      pieces.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...pieces, text.slice(from)];
}

/** `\2C` is a byte, and several in a row are one UTF-8 text; a backslash before anything else stands for that character. */
function unescape(value: string): string {
  return value.replaceAll(
    /((?:\\[0-9a-f]{2})+)|\\(.)/gis,
    (_match, bytes: string | undefined, character: string | undefined) =>
      bytes === undefined
        ? (character ?? '')
        : Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString('utf8'),
  );
}

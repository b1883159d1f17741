export type Word =
  | { readonly kind: 'name' | 'text' | 'number'; readonly value: string }
  | { readonly kind: 'sign'; readonly value: '(' | ')' | ',' | ':' };

const shapes = /\s*(?:'((?:[^']|'')*)'|([A-Za-z_$][\w$]*(?:\/[A-Za-z_$][\w$]*)*)|(-?\d[\w:.+-]*)|([(),:]))/y;

/** The words of a filter; undefined where there is something that is none. Quotes inside texts are doubled. */
export function wordsOf(text: string): readonly Word[] | undefined {
  const words: Word[] = [];
  shapes.lastIndex = 0;
  const end = text.trimEnd().length;
  while (shapes.lastIndex < end) {
    const match = shapes.exec(text);
    if (match === null) return undefined;
    words.push(wordOf(match));
  }
  return words;
}

function wordOf([, text, name, number, sign]: RegExpExecArray): Word {
  if (text !== undefined) return { kind: 'text', value: text.replaceAll("''", "'") };
  if (name !== undefined) return { kind: 'name', value: name };
  if (number !== undefined) return { kind: 'number', value: number };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the expression allows these four only
  return { kind: 'sign', value: sign as '(' | ')' | ',' | ':' };
}

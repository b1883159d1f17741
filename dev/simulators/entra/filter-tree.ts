import { wordsOf, type Word } from './filter-words';

export type Literal = string | number | boolean | null | { readonly moment: number };

export type Comparison = 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt';
export type TextCheck = 'startswith' | 'endswith';

/** A filter as a tree. Inside `any`, the path is that of the variable. */
export type Filter =
  | { readonly kind: 'and'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly of: Filter }
  | { readonly kind: 'compare'; readonly path: string; readonly by: Comparison; readonly value: Literal }
  | { readonly kind: 'in'; readonly path: string; readonly values: readonly Literal[] }
  | { readonly kind: 'text'; readonly path: string; readonly by: TextCheck; readonly value: string }
  | { readonly kind: 'any'; readonly path: string; readonly variable: string; readonly of: Filter };

/** What is wrong with a filter's text, for Graph's "Invalid filter clause". */
export class FilterSyntaxError extends Error {
  override readonly name = 'FilterSyntaxError';
}

/** The part of OData's filter language that Graph takes for directory objects. Throws FilterSyntaxError. */
export function parseFilter(text: string): Filter {
  const words = wordsOf(text);
  if (words === undefined) throw new FilterSyntaxError(`Syntax error: character in '${text}' is not valid.`);
  const reader = createReader(words, text);
  const filter = either(reader);
  if (reader.peek() !== undefined) throw reader.error();
  return filter;
}

interface Reader {
  peek(): Word | undefined;
  take(): Word;
  /** Takes the next word if it is this sign or, without case, this name. */
  skip(value: string): boolean;
  expect(value: string): void;
  error(): FilterSyntaxError;
}

function createReader(words: readonly Word[], text: string): Reader {
  let at = 0;
  const reader: Reader = {
    peek: () => words[at],
    take() {
      const word = words[at];
      if (word === undefined) throw reader.error();
      at += 1;
      return word;
    },
    skip(value) {
      const word = words[at];
      const isIt =
        word !== undefined && word.kind !== 'text' && word.value.toLowerCase() === value.toLowerCase();
      if (isIt) at += 1;
      return isIt;
    },
    expect(value) {
      if (!reader.skip(value)) throw reader.error();
    },
    error: () => new FilterSyntaxError(`Syntax error at position ${text.length} in '${text}'.`),
  };
  return reader;
}

function either(reader: Reader): Filter {
  let left = both(reader);
  while (reader.skip('or')) left = { kind: 'or', left, right: both(reader) };
  return left;
}

function both(reader: Reader): Filter {
  let left = one(reader);
  while (reader.skip('and')) left = { kind: 'and', left, right: one(reader) };
  return left;
}

function one(reader: Reader): Filter {
  if (reader.skip('not')) return { kind: 'not', of: one(reader) };
  if (reader.skip('(')) {
    const inner = either(reader);
    reader.expect(')');
    return inner;
  }
  const name = nameOf(reader);
  if (reader.skip('(')) return call(reader, name);
  return reader.skip('in') ? among(reader, name) : comparison(reader, name);
}

function nameOf(reader: Reader): string {
  const word = reader.take();
  if (word.kind !== 'name') throw reader.error();
  return word.value;
}

/** `startswith(path,'text')`, `endswith(...)`, or `path/any(x:...)`. */
function call(reader: Reader, name: string): Filter {
  if (name.toLowerCase().endsWith('/any')) return any(reader, name.slice(0, -'/any'.length));
  const by = name.toLowerCase();
  if (by !== 'startswith' && by !== 'endswith')
    throw new FilterSyntaxError(`An unknown function with name '${name}' was found.`);
  const path = nameOf(reader);
  reader.expect(',');
  const word = reader.take();
  reader.expect(')');
  if (word.kind !== 'text') throw reader.error();
  return { kind: 'text', path, by, value: word.value };
}

function any(reader: Reader, path: string): Filter {
  const variable = nameOf(reader);
  reader.expect(':');
  const of = either(reader);
  reader.expect(')');
  return { kind: 'any', path, variable, of };
}

function among(reader: Reader, path: string): Filter {
  reader.expect('(');
  const values = [literal(reader)];
  while (reader.skip(',')) values.push(literal(reader));
  reader.expect(')');
  return { kind: 'in', path, values };
}

const comparisons: readonly Comparison[] = ['eq', 'ne', 'ge', 'gt', 'le', 'lt'];

function comparison(reader: Reader, path: string): Filter {
  const by = comparisons.find((each) => reader.skip(each));
  if (by === undefined) throw reader.error();
  return { kind: 'compare', path, by, value: literal(reader) };
}

function literal(reader: Reader): Literal {
  const word = reader.take();
  if (word.kind === 'text') return word.value;
  if (word.kind === 'number') return numberOf(word.value, reader);
  if (word.value === 'true' || word.value === 'false') return word.value === 'true';
  if (word.value === 'null') return null;
  throw reader.error();
}

function numberOf(text: string, reader: Reader): Literal {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) throw reader.error();
  return { moment };
}

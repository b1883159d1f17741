/** What `filter` and `search` are made of (developer.okta.com, "Filter" and "Operators"; after RFC 7644, section 3.4.2.2). */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | {
      readonly kind: 'compare';
      readonly attribute: string;
      readonly operator: Operator;
      readonly value: string;
    };

export const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'pr'] as const;
export type Operator = (typeof operators)[number];

/** Undefined when the text is no expression. Operators are read without case. */
export function parseExpression(text: string): Expression | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const reader: Reader = { tokens, at: 0 };
  const expression = readAlternatives(reader);
  return reader.at === tokens.length ? expression : undefined;
}

type Token =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'open' | 'close' };

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

/** A quoted string with its escapes, a parenthesis, or a word. */
const tokenPattern = /\s*(?:("(?:[^"\\]|\\.)*")|([()])|([^\s()"]+))/y;

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < trimmed.length) {
    const found = tokenPattern.exec(trimmed);
    const token = found === null ? undefined : tokenOf(found);
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function tokenOf([, quoted, parenthesis, word]: RegExpExecArray): Token | undefined {
  if (word !== undefined) return { kind: 'word', text: word };
  if (parenthesis !== undefined) return { kind: parenthesis === '(' ? 'open' : 'close' };
  const value = unquoted(quoted ?? '');
  return value === undefined ? undefined : { kind: 'value', text: value };
}

function unquoted(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

function readAlternatives(reader: Reader): Expression | undefined {
  return readJoined(reader, 'or', () => readJoined(reader, 'and', () => readOne(reader)));
}

/** `and` binds closer than `or`. */
function readJoined(
  reader: Reader,
  kind: 'and' | 'or',
  readPart: () => Expression | undefined,
): Expression | undefined {
  const parts: Expression[] = [];
  do {
    const part = readPart();
    if (part === undefined) return undefined;
    parts.push(part);
  } while (takeWord(reader, kind));
  return parts.length === 1 ? parts[0] : { kind, parts };
}

function readOne(reader: Reader): Expression | undefined {
  if (takeWord(reader, 'not')) {
    const part = readGroup(reader);
    return part === undefined ? undefined : { kind: 'not', part };
  }
  return reader.tokens[reader.at]?.kind === 'open' ? readGroup(reader) : readComparison(reader);
}

function readGroup(reader: Reader): Expression | undefined {
  if (reader.tokens[reader.at]?.kind !== 'open') return undefined;
  reader.at += 1;
  const inner = readAlternatives(reader);
  if (inner === undefined || reader.tokens[reader.at]?.kind !== 'close') return undefined;
  reader.at += 1;
  return inner;
}

function readComparison(reader: Reader): Expression | undefined {
  const [attribute, word, value] = reader.tokens.slice(reader.at, reader.at + 3);
  if (attribute?.kind !== 'word' || word?.kind !== 'word') return undefined;
  const operator = operators.find((each) => each === word.text.toLowerCase());
  if (operator === undefined) return undefined;
  if (operator === 'pr') {
    reader.at += 2;
    return { kind: 'compare', attribute: attribute.text, operator, value: '' };
  }
  if (value === undefined || !isLiteral(value)) return undefined;
  reader.at += 3;
  return { kind: 'compare', attribute: attribute.text, operator, value: value.text };
}

/** A quoted string, or a bare number or truth value. */
function isLiteral(token: Token): token is Extract<Token, { readonly text: string }> {
  return token.kind === 'value' || (token.kind === 'word' && /^(true|false|-?\d+(\.\d+)?)$/.test(token.text));
}

function takeWord(reader: Reader, word: string): boolean {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false;
  reader.at += 1;
  return true;
}

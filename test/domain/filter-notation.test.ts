import fc from 'fast-check';
import { parseNotation, printNotation, type FilterNotation } from '../../src/domain/filter-notation';

describe('a filter in one line', () => {
  it.each<[string, FilterNotation]>([
    [
      'include:joe@example.com,bill@example.com|profile.firstName eq "John"',
      {
        lists: [{ keyword: 'include', entries: ['joe@example.com', 'bill@example.com'], at: 0 }],
        query: 'profile.firstName eq "John"',
      },
    ],
    [
      'include:Group A,Group B|type eq "BUILT_IN"',
      {
        lists: [{ keyword: 'include', entries: ['Group A', 'Group B'], at: 0 }],
        query: 'type eq "BUILT_IN"',
      },
    ],
    ['|firstname=John', { lists: [], query: 'firstname=John' }],
    [' EXCLUDE : joe ', { lists: [{ keyword: 'exclude', entries: ['joe'], at: 1 }] }],
    [
      'includeGroup:1,2|excludeGroup:3 | exclude:joe',
      {
        lists: [
          { keyword: 'includeGroup', entries: ['1', '2'], at: 0 },
          { keyword: 'excludeGroup', entries: ['3'], at: 17 },
          { keyword: 'exclude', entries: ['joe'], at: 34 },
        ],
      },
    ],
    [
      'include: "Team: A, B|C" , "say ""hi"""',
      { lists: [{ keyword: 'include', entries: ['Team: A, B|C', 'say "hi"'], at: 0 }] },
    ],
    // A query is the rest, whatever it holds.
    [
      'exclude:a|x eq "b|c,d:e"',
      { lists: [{ keyword: 'exclude', entries: ['a'], at: 0 }], query: 'x eq "b|c,d:e"' },
    ],
  ])('%s', (text, expected) => {
    expect(parseNotation(text)).toEqual(expected);
  });

  it.each([
    ['', 0, 'Expected include:'],
    ['   ', 3, 'Expected include:'],
    ['joe@example.com', 0, 'Expected include:'],
    ['profile.firstName eq "John"', 0, 'Expected include:'],
    ['inclde:joe', 0, 'There is no "inclde:"'],
    ['include:joe|excldue:bill', 12, 'There is no "excldue:"'],
    ['include:', 8, 'Expected an entry'],
    ['include: ,joe', 9, 'Expected an entry'],
    ['include:joe,', 12, 'Expected an entry'],
    ['include:joe,|x eq 1', 12, 'Expected an entry'],
    ['include:" "', 8, 'Expected an entry'],
    ['include:Team: A', 12, 'in double quotes'],
    ['include:Team "A"', 13, 'in double quotes'],
    ['include:"Team" A', 15, 'Expected ","'],
    ['include:joe,"bill', 12, 'never closed'],
    ['include:joe|', 12, 'after "|"'],
    ['|', 1, 'after "|"'],
    ['||x', 1, 'after "|"'],
    ['|include:joe', 1, 'no "|" stands before the first list'],
    ['includeAdministrativeUnit:1', 0, 'Administrative units are not read'],
    ['include:a|excludeAdministrativeUnit:1', 10, 'Administrative units are not read'],
  ])('%j is refused at %i: %s', (text, at, message) => {
    expect(parseNotation(text)).toEqual({ at, message: expect.stringContaining(message) as string });
  });

  const word = fc.string({
    unit: fc.constantFrom('a', 'B', ' ', ':', ',', '|', '"', '*', '@'),
    maxLength: 12,
  });
  const entry = word.map((text) => text.trim()).filter((text) => text !== '');
  const list = fc.record({
    keyword: fc.constantFrom('include', 'exclude', 'includeGroup', 'excludeGroup'),
    entries: fc.array(entry, { minLength: 1, maxLength: 4 }),
    at: fc.constant(0),
  });
  const query = fc.constantFrom(
    'type eq "BUILT_IN"',
    'firstname=J*',
    "startswith(displayName,'a|b:c')",
    '(a:b)',
  );
  const notations = fc
    .record({ lists: fc.array(list, { maxLength: 3 }), query: fc.option(query, { nil: undefined }) })
    .filter((noted) => noted.lists.length > 0 || noted.query !== undefined);

  it('that was printed is read as what it was', () => {
    fc.assert(
      fc.property(notations, ({ lists, query: asked }) => {
        const notation = { lists, ...(asked === undefined ? {} : { query: asked }) };
        expect(parseNotation(printNotation(notation))).toEqual({
          ...notation,
          lists: lists.map((each) => ({ ...each, at: expect.any(Number) as number })),
        });
      }),
    );
  });

  const pieces = [
    'include',
    'exclude:',
    'excludeGroup',
    ':',
    ',',
    '|',
    '"',
    '""',
    ' ',
    'joe',
    '*',
    '\n',
    'é',
  ];
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((each) => each.join('')),
  );

  it('is read or refused at a place in it, and what is read names at least one thing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseNotation(text);
        if ('at' in parsed) {
          expect(parsed.at).toBeLessThanOrEqual(text.length);
          return;
        }
        expect(parsed.lists.length + (parsed.query ?? '').length).toBeGreaterThan(0);
        for (const { entries } of parsed.lists) {
          expect(entries.length).toBeGreaterThan(0);
          expect(entries).not.toContain('');
        }
        // Printed and read again it is the same.
        expect(printNotation(parseAgain(printNotation(parsed)))).toBe(printNotation(parsed));
      }),
      { numRuns: 1_000 },
    );
  });

  function parseAgain(text: string): FilterNotation {
    const parsed = parseNotation(text);
    if ('at' in parsed) throw new Error(`refused at ${parsed.at}: ${text}`);
    return parsed;
  }
});

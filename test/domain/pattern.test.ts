import fc from 'fast-check';
import { matchesPattern, passes } from '../../src/domain/pattern';

describe('a pattern', () => {
  it.each([
    ['joe@example.com', 'joe@example.com', true],
    ['joe@example.com', ' JOE@Example.com ', true],
    [' Joe@example.com', 'joe@example.com', true],
    ['joe@example.com', 'joe@example.com.au', false],
    ['*@example.com', 'joe@example.com', true],
    ['*@example.com', '@example.com', true],
    ['*@example.com', 'joe@sub.example.com', false],
    ['*example.com', 'joe@sub.example.com', true],
    ['joe*', 'joe', true],
    ['joe*', 'jo', false],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['a*bb*b', 'abb', false],
    ['*', '', true],
    ['**', 'anything', true],
    // Nothing else has a meaning of its own.
    ['j.e@example.com', 'joe@example.com', false],
    ['[a-z]+', 'abc', false],
    ['Team? (old)', 'team? (old)', true],
    ['Ümlaut*', 'ümlaut team', true],
  ])('%j against %j: %j', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  const letters = fc.string({ unit: fc.constantFrom('a', 'B', '.'), maxLength: 8 });
  const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '*'), maxLength: 8 });

  it('means what a regular expression with .* for each star means', () => {
    fc.assert(
      fc.property(patterns, letters, (pattern, text) => {
        const escaped = pattern.replaceAll(/[.]/g, String.raw`\.`).replaceAll('*', '.*');
        expect(matchesPattern(pattern, text)).toBe(new RegExp(`^${escaped}$`, 'i').test(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('matches every text that it was made from', () => {
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 6 }), letters, (pieces, filling) => {
        expect(matchesPattern(pieces.join('*'), pieces.join(filling))).toBe(true);
      }),
    );
  });

  /** Tried in every combination of its stars, this would go on for longer than anybody lives. */
  it('is tried once from left to right, however many stars it has', () => {
    expect(matchesPattern(`${'a*'.repeat(150)}b`, 'a'.repeat(5_000))).toBe(false);
  });
});

describe('a filter', () => {
  const include = { mode: 'include', patterns: ['ann@*', 'ben@example.com'] } as const;
  const exclude = { mode: 'exclude', patterns: ['ann@*', 'ben@example.com'] } as const;
  const of = ({ mode, patterns }: typeof include | typeof exclude) => ({ mode, patterns: [...patterns] });

  it('that includes lets in what matches any of its patterns, and nothing else', () => {
    const passing = ['ann@a', 'ben@example.com', 'cem@a'].filter((text) => passes(of(include), text));
    expect(passing).toEqual(['ann@a', 'ben@example.com']);
  });

  it('that excludes lets in what matches none of its patterns', () => {
    const passing = ['ann@a', 'ben@example.com', 'cem@a'].filter((text) => passes(of(exclude), text));
    expect(passing).toEqual(['cem@a']);
  });

  it('lets in who has no address only where it excludes', () => {
    expect(passes(of(include), undefined)).toBe(false);
    expect(passes(of(exclude), undefined)).toBe(true);
  });

  it('that is not there lets everything in', () => {
    expect(passes(undefined, undefined)).toBe(true);
  });
});

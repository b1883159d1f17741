import fc from 'fast-check';
import {
  csvForm,
  cursorOf,
  fileNamePart,
  jsonForm,
  pieceOf,
  placeOf,
  type FileForm,
} from '../../src/sync/export-piece';

/** The pieces one after the other, as the page puts them together. */
function inPieces<Item>(items: readonly Item[], form: FileForm<Item>): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  do {
    const rest = items.slice(from);
    const { text, taken } = pieceOf({ items: rest, form, isFirst: from === 0, isLast: true });
    pieces.push(text);
    from += taken;
  } while (from < items.length);
  return pieces;
}

const sentBytes = (piece: string) => Buffer.byteLength(JSON.stringify(piece));
const lines = (item: string) => [['x', item, undefined]];
const table = csvForm<string>({ header: ['a', 'b', 'c'], lines });

describe('a file in pieces', () => {
  const long = Array.from({ length: 30 }, (_, index) => `${index}${'é"'.repeat(80_000)}`);

  it('is one valid JSON document when they are put together', () => {
    const form = jsonForm<string>({ version: 1, who: { id: 'a' } }, 'items');
    for (const items of [[], ['one'], long]) {
      const text = inPieces(items, form).join('');
      expect(JSON.parse(text)).toEqual({ version: 1, who: { id: 'a' }, items });
    }
    expect(JSON.parse(inPieces([], jsonForm({}, 'items')).join(''))).toEqual({ items: [] });
  });

  it('has pieces of three and a half megabytes at most, as they are sent in JSON', () => {
    for (const form of [table, jsonForm<string>({}, 'items')]) {
      const pieces = inPieces(long, form);
      expect(pieces.length).toBeGreaterThan(2);
      expect(sentBytes(pieces[0] ?? '')).toBeGreaterThan(2_500_000);
      for (const piece of pieces) expect(sentBytes(piece)).toBeLessThanOrEqual(3_500_000);
    }
  });

  it('goes on also past an item that is longer than a piece', () => {
    const items = ['a'.repeat(4_000_000), 'b', 'c'.repeat(4_000_000)];
    const text = inPieces(items, jsonForm<string>({}, 'items')).join('');
    expect(JSON.parse(text)).toEqual({ items });
  });

  it('has its header and its mark once', () => {
    const text = inPieces(long, table).join('');
    expect(text.split('\u{feff}')).toHaveLength(2);
    expect(text.startsWith('\u{feff}a,b,c\r\n')).toBe(true);
    expect(text.split('\r\n')).toHaveLength(32);
  });
});

describe('a line of a table', () => {
  it('ends as RFC 4180 wants it, with quotes where they are needed', () => {
    expect(table.write('say "no", or\nyes')).toBe('x,"say ""no"", or\nyes",\r\n');
  });

  it('is no formula in a spreadsheet', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r']) {
      const cell = table.write(`${start}SUM(A1)`).split(',')[1] ?? '';
      expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
    }
  });
});

describe('a cursor', () => {
  it('leads back to its place, for its own export only', () => {
    const place = { place: 12, damaged: 3 };
    const cursor = cursorOf('run 1 csv', place);
    expect(placeOf('run 1 csv', cursor)).toEqual(place);
    expect(placeOf('run 1 json', cursor)).toBeUndefined();
    expect(placeOf('run 2 csv', cursor)).toBeUndefined();
  });

  it('of the longest ids is short enough for the contract', () => {
    expect(cursorOf(`run ${'x'.repeat(64)} json`, { place: 9_999_999, damaged: 2_000 }).length).toBeLessThan(
      200,
    );
  });

  it('that somebody made up leads nowhere', () => {
    fc.assert(fc.property(fc.string(), (text) => placeOf('run 1 csv', text) === undefined));
    for (const value of [['run 1 csv', -1, 0], ['run 1 csv', 1.5, 0], ['run 1 csv'], null]) {
      const cursor = Buffer.from(JSON.stringify(value)).toString('base64url');
      expect(placeOf('run 1 csv', cursor)).toBeUndefined();
    }
  });
});

it('the name of a file has letters, digits and hyphens', () => {
  expect(fileNamePart(' Müller & Co/../x ')).toBe('muller-co-x');
  expect(fileNamePart('漢字')).toBe('');
});

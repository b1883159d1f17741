import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/connectors/adding-one.md'), 'utf8');

/** Where a piece of code is said to stand, and its lines. */
const excerpts = [...page.matchAll(/From \[`([^`]+)`\]\(\.\.\/\.\.\/([^)]+)\):\n\n```ts\n([^]*?)```/g)].map(
  ([, path = '', link = '', code = '']) => ({ path, link, code }),
);

/** Without the indentation, which a page may leave out. */
const linesOf = (code: string): string =>
  code
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .join('\n');

test('every piece of code on the page says where it stands', () => {
  expect(excerpts.length).toBeGreaterThan(0);
  expect(page.match(/^```/gm)?.length).toBe(2 * excerpts.length);
});

test.each(excerpts)('$path has the code that the page shows', ({ path, link, code }) => {
  expect(link).toBe(path);
  expect(linesOf(readFileSync(join(root, path), 'utf8'))).toContain(linesOf(code));
});

const named = [...page.matchAll(/`((?:src|dev|test|docs)\/[\w./-]+)`/g)].map(([, path = '']) => path);

test.each([...new Set(named)])('the page names %s, which is there', (path) => {
  expect(existsSync(join(root, path))).toBe(true);
});

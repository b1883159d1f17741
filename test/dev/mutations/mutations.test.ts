import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mutations } from '../../../dev/mutations/mutations';

const root = path.resolve(__dirname, '..', '..', '..');

describe('the mutations', () => {
  it.each(mutations.map((mutation) => [mutation.breaks, mutation] as const))(
    'find the line to break, once, and their tests: %s',
    (_, { file, find, replace, tests }) => {
      expect(readFileSync(path.join(root, file), 'utf8').split(find)).toHaveLength(2);
      expect(replace).not.toContain(find);
      expect(tests.filter((test) => !existsSync(path.join(root, test)))).toEqual([]);
    },
  );

  it('break each of the eight promises', () => {
    const broken = new Set(mutations.map(({ promise }) => promise));
    expect(['1', '2', '3', '4', '5', '6', '7', '8'].filter((promise) => !broken.has(promise))).toEqual([]);
  });
});

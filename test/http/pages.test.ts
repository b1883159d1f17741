import * as z from 'zod';
import { follow, openCursor, sealCursor, type Trail } from '../../src/http/pages';

function walk(cursors: readonly string[]): number {
  let trail: Trail | undefined;
  let steps = 0;
  for (const cursor of cursors) {
    trail = follow(trail, cursor, 'The directory');
    steps += 1;
  }
  return steps;
}

test('a long list of different cursors is followed to its end', () => {
  expect(walk(Array.from({ length: 2_000 }, (_, index) => `page-${index}`))).toBe(2_000);
});

test.each([1, 2, 3, 7, 50])('a loop of %i cursors is noticed, also after a straight way', (length) => {
  const straight = Array.from({ length: 5 }, (_, index) => `straight-${index}`);
  const loop = Array.from({ length: 4 * length + 60 }, (_, index) => `loop-${index % length}`);
  expect(() => walk([...straight, ...loop])).toThrow('the same page position twice');
});

test('a sealed cursor opens to the same place', () => {
  const schema = z.object({ page: z.int() });
  expect(openCursor(sealCursor({ page: 4 }), schema)).toEqual({ page: 4 });
});

test.each(['', 'not json', '{"page":"four"}'])('a damaged cursor (%j) is told as damaged', (cursor) => {
  expect(() => openCursor(cursor, z.object({ page: z.int() }))).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ kind: 'stored-data-damaged' }) }),
  );
});

import { withoutPerson } from '../../src/sync/without-person';

describe('a record without a person', () => {
  it('has the place where they were, in lists as long as before', () => {
    const record = {
      add: ['acc-ann', 'acc-bob'],
      leavers: [['acc-ann', 'left']],
      approved: ['g add acc-ann'],
    };
    expect(withoutPerson(record, ['acc-ann'])).toEqual({
      add: ['forgotten', 'acc-bob'],
      leavers: [['forgotten', 'left']],
      approved: ['g add forgotten'],
    });
  });

  it('does not have their name beside their id, and has that of others', () => {
    const people = [
      { userId: '7', displayName: 'Ann', reason: 'no-account' },
      { userId: '8', displayName: 'Ann', reason: 'no-account' },
    ];
    expect(withoutPerson(people, ['7'])).toEqual([
      { userId: 'forgotten', displayName: 'forgotten', reason: 'no-account' },
      people[1],
    ]);
  });

  it('leaves whoever has an id that only begins or ends the same', () => {
    const ids = ['acc-ann-2', 'x-acc-ann', '712020:acc-ann', 'acc-ann.'];
    expect(withoutPerson(ids, ['acc-ann'])).toEqual([...ids.slice(0, 3), 'forgotten.']);
  });

  it('leaves counts in sentences, and names and ids of groups and runs', () => {
    const record = {
      summary: '12 added, 1 removed.',
      name: 'acc-ann',
      group: { id: 'acc-ann', name: 'acc-ann' },
      count: 12,
    };
    expect(withoutPerson(record, ['12', 'acc-ann'])).toEqual(record);
  });

  it('takes an id as it is written, whatever is special in it', () => {
    expect(withoutPerson(['account a.b+c(d)x', 'axb+c(d)x'], ['a.b+c(d)x'])).toEqual([
      'account forgotten',
      'axb+c(d)x',
    ]);
  });

  it('keeps all else as it was', () => {
    const record = { a: [1, true, null, 'x', { b: [] }], c: {} };
    expect(withoutPerson(record, ['acc-ann'])).toEqual(record);
  });
});

import { neededGroups, selectGroups, type Offer } from '../../src/domain/group-selection';
import type { SelectionSettings } from '../../src/domain/selection-settings';
import { aGroup } from '../support/fake-directory';

const design = aGroup('Design');
const sales = aGroup('Sales');
const salesGroup = aGroup('sales ', { id: 'group:7', kind: 'group' });
const contractors = aGroup('Contractors', { id: 'group:Design', kind: 'group' });
const groups = [design, sales, salesGroup, contractors];
const all: Offer = { isOffered: () => true };

function select(settings: Partial<SelectionSettings>, offer = all) {
  return selectGroups(groups, { requiredGroups: [], ...settings }, offer);
}

describe('the groups that are synchronised', () => {
  it('are those of the kinds that the settings synchronise', () => {
    const { synchronised } = select({}, { isOffered: ({ kind }) => kind === 'group' });
    expect(synchronised).toEqual([salesGroup, contractors]);
  });

  it.each([
    ['include', ['s*'], [sales, salesGroup]],
    ['exclude', ['s*', 'DESIGN'], [contractors]],
    ['include', ['nothing'], []],
  ] as const)('whose names the filter lets in: %s %j', (mode, patterns, expected) => {
    const names = { mode, patterns: [...patterns] };
    expect(select({ filters: { groups: { names } } }).synchronised).toEqual(expected);
  });

  it('do not depend on required and excluded groups', () => {
    const selection = select({ requiredGroups: ['Design'], excludedGroups: ['Sales'] });
    expect(selection.synchronised).toEqual(groups);
  });
});

describe('a required or excluded entry', () => {
  it('means every group of that name, without case and space around it', () => {
    expect(select({ requiredGroups: [' SALES'] }).required).toEqual([sales, salesGroup]);
    expect(select({ excludedGroups: ['sales'] }).excluded).toEqual([sales, salesGroup]);
  });

  it('means the group with that id where no group has the name, with and without the kind in front', () => {
    expect(select({ requiredGroups: ['7'] }).required).toEqual([salesGroup]);
    expect(select({ requiredGroups: ['GROUP:7'] }).required).toEqual([salesGroup]);
  });

  it('means the name before the id', () => {
    expect(select({ requiredGroups: ['Design'] }).required).toEqual([design]);
  });

  it('that is the id of groups of several kinds means each of them', () => {
    const twins = [aGroup('One', { id: 'role:9' }), aGroup('Two', { id: 'group:9', kind: 'group' })];
    expect(selectGroups(twins, { requiredGroups: ['9'] }, all).required).toEqual(twins);
  });

  it('that names nothing is told', () => {
    const selection = select({ requiredGroups: ['Desing', 'Design'], excludedGroups: ['Old'] });
    expect(selection).toMatchObject({ unknownRequired: ['Desing'], unknownExcluded: ['Old'] });
  });

  it('may name a group that is not synchronised itself', () => {
    const names = { mode: 'include' as const, patterns: ['Design'] };
    const selection = select({ requiredGroups: ['Contractors'], filters: { groups: { names } } });
    expect(selection).toMatchObject({ synchronised: [design], required: [contractors] });
    expect(neededGroups(selection)).toEqual([design, contractors]);
  });
});

describe('with all required', () => {
  it('each entry is a list of its own, so that either group of one name will do', () => {
    const selection = select({ requiredGroups: ['Sales', 'Design'], requiredGroupsMatch: 'all' });
    expect(selection.requiredEach).toEqual([[sales, salesGroup], [design]]);
  });

  it('and none named, nothing is required', () => {
    const selection = select({ requiredGroupsMatch: 'all', excludedGroups: ['Design'] });
    expect(selection.required).toBeUndefined();
  });
});

it('the groups that a run needs are each named once', () => {
  const selection = select({ requiredGroups: ['Sales'], excludedGroups: ['Sales', 'Design'] });
  expect(neededGroups(selection)).toEqual(groups);
});

import fc from 'fast-check';
import { defaultMapping, type GroupMapping, type RenameRule } from '../../src/domain/group-rules';
import { readRename } from '../../src/sync/rename-pattern';
import { compileMapping } from '../../src/sync/renames';

const text = (search: string, replace: string): RenameRule => ({ kind: 'text', search, replace });
const expression = (search: string, replace = ''): RenameRule => ({ kind: 'expression', search, replace });

function map(name: string, mapping: Partial<GroupMapping>, id = 'role:17') {
  return compileMapping({ ...defaultMapping, ...mapping }).map({ id, name });
}
const renamed = (name: string, ...renames: RenameRule[]) => map(name, { renames }).name;

it.each<[string, RenameRule, string]>([
  ['Team Team', text('Team', 'Group'), 'Group Group'],
  ['team', text('Team', 'Group'), 'team'],
  ['a.b', text('.', '$1$&$$'), 'a$1$&$$b'],
  ['Team Design', expression(String.raw`^Team (\w+)$`, '$1 team'), 'Design team'],
  ['Team Design', expression('(?i)^TEAM ', 'jira-'), 'jira-Design'],
  ['Team Design', expression('^(?P<kind>[A-Z])[a-z]+ (?<rest>.*)$', '${rest}/${kind}'), 'Design/T'],
  ['Design', expression('^(De)(sign)$', '${2}0$1'), 'sign0De'],
  ['Design', expression('^.*$', '$0$0'), 'DesignDesign'],
  ['Design', expression('^', '$$1 $ $x ${ ${} ${a b} $& '), '$1 $ $x ${ ${} ${a b} $& Design'],
  ['Design', expression('(x)?D', '[$1]'), '[]esign'],
  ['Design', expression('.*', 'x'), 'x'],
  ['bab', expression('a*', '-'), '-b-b-'],
  ['Design', expression('( team)?$', ' team'), 'Design team'],
  ['Design team', expression('( team)?$', ' team'), 'Design team'],
  ['x😀é', expression('😀(.)', '$1'), 'xé'],
])('%j by %j becomes %j', (name, rename, result) => {
  expect(renamed(name, rename)).toBe(result);
});

it('each rename works on what the one before it made, and those that change nothing are no step', () => {
  const renames = [text('Team ', ''), text('nowhere', 'x'), expression('^D', 'd'), text('design', 'crew')];
  expect(map('Team Design', { renames })).toEqual({
    steps: [
      { rule: 0, result: 'Design' },
      { rule: 2, result: 'design' },
      { rule: 3, result: 'crew' },
    ],
    name: 'crew',
    leadsTo: ['crew'],
    why: 'rename',
  });
});

it('space around a name goes at the end, when all renames are done', () => {
  expect(map('Team  Design', { renames: [text('Team', ''), expression('^ +', '_')] }).name).toBe('_Design');
  expect(map('Team Design', { renames: [text('Team', '')] })).toMatchObject({
    steps: [{ rule: 0, result: ' Design' }],
    leadsTo: ['Design'],
  });
});

it('a name that the renames leave empty leads to the empty name', () => {
  expect(map('Team', { renames: [text('Team', ' ')] })).toMatchObject({ leadsTo: [''], why: 'rename' });
});

it.each([
  ['its id', 'role:17'],
  ['its id without the kind', '17'],
  ['its own name, in any case', ' team DESIGN '],
  ['the name that the renames give it', 'design'],
])('an entry of the map names a group by %s', (_, from) => {
  const mapping = { renames: [text('Team ', '')], map: [{ from, to: ['Crew', 'crew ', 'Staff'] }] };
  expect(map('Team Design', mapping)).toMatchObject({ leadsTo: ['Crew', 'Staff'], why: 'map', entry: 0 });
  expect(map('Team Sales', mapping, 'role:18')).toMatchObject({ leadsTo: ['Sales'], why: 'rename' });
});

it('all entries that name a group count, in their order', () => {
  const entries = [
    { from: 'Other', to: ['Other'] },
    { from: '17', to: ['A', 'B'] },
    { from: 'Design', to: ['b', 'C'] },
    { from: 'design', to: ['D'] },
  ];
  expect(map('Design', { map: entries })).toMatchObject({
    leadsTo: ['A', 'B', 'C', 'D'],
    why: 'map',
    entry: 1,
  });
});

it('groups that no rename changes and no entry names are dropped, where that is asked for', () => {
  const mapping: Partial<GroupMapping> = {
    unnamed: 'drop',
    renames: [text('Team ', '')],
    map: [{ from: 'Ops', to: ['Ops'] }],
  };
  expect(map('Design', mapping)).toMatchObject({ leadsTo: [], why: 'dropped' });
  expect(map('Ops', mapping)).toMatchObject({ leadsTo: ['Ops'], why: 'map' });
  expect(map('Team Design', mapping)).toMatchObject({ leadsTo: ['Design'], why: 'rename' });
  expect(map('Design', { ...mapping, unnamed: 'keep' })).toMatchObject({ leadsTo: ['Design'], why: 'name' });
});

it.each<[string, RegExp]>([
  ['(?=a)', /"\(\?=" looks ahead or behind, and lookaround is not available/],
  ['(?!a)', /"\(\?!" looks ahead or behind/],
  ['(?<=a)b', /"\(\?<=" looks ahead or behind/],
  ['(?<!a)b', /"\(\?<!" looks ahead or behind/],
  [String.raw`(a)\1`, /"\\1" refers back to a group, and backreferences are not available/],
  [String.raw`(?<x>a)\k<x>`, /"\\k" refers back/],
  ['(?P<x>a)(?P=x)', /"\(\?P" is not available/],
  ['(?>a)', /"\(\?>" is not available/],
  ['(a', /\( has no \)/],
  ['a)', /\) has no \(/],
  ['[a', /"\[a" has no \]/],
  ['*a', /"\*" has nothing before it/],
  ['a++', /"\+\+" repeats what is repeated/],
  ['a{1001}', /"\{1001\}" repeats too often/],
  ['(a{1000}){1000}', /"\{1000\}" repeats too often/],
  ['[z-a]', /"z-a" is no range/],
  [String.raw`a\q`, /"\\q" has no meaning/],
  ['a\\', /ends with a \\/],
  ['(?<x>a)(?<x>b)', /two groups are named "x"/],
  ['(?<ü>a)', /no name of a group/],
  ['(?:[ab]{1,20}){1,40}', /too large, because its repetitions are written out/],
])('the expression %j is refused', (search, message) => {
  expect(readRename(expression(search))).toEqual({
    kind: 'refused',
    part: 'search',
    message: expect.stringMatching(message) as string,
  });
});

it('a message quotes the beginning of a long expression', () => {
  expect(readRename(expression('('.repeat(400)))).toMatchObject({
    message: expect.stringMatching(/^"\({80}\.\.\." is no expression .*: a \( has no \)/) as string,
  });
});

it.each<[string, string, RegExp]>([
  [
    '(a)',
    '$2',
    /"\$2" stands for a group that the expression does not have. For a dollar sign, write \$\$\.$/,
  ],
  ['(a)', '$10', /For group 1 and then 0, write \$\{1\}0/],
  ['(?<x>a)', '${y}', /"\$\{y\}" stands for a group/],
  ['a', '${constructor}', /stands for a group/],
])('where %j is searched for, the replacement %j is refused', (search, replace, message) => {
  expect(readRename(expression(search, replace))).toMatchObject({
    kind: 'refused',
    part: 'replace',
    message: expect.stringMatching(message) as string,
  });
});

it('a mapping with a rename that cannot be run is refused with its place', () => {
  const failing = (rename: RenameRule) => () => map('x', { renames: [text('a', 'b'), rename] });
  const fault = (field: string) =>
    expect.objectContaining({
      failure: expect.objectContaining({ kind: 'settings-rejected', field }) as object,
    }) as Error;
  expect(failing(expression('(a'))).toThrow(fault('rules.mapping.renames.1.search'));
  expect(failing(expression('a', '$1'))).toThrow(fault('rules.mapping.renames.1.replace'));
});

it('a name that grows without end is cut at 1000 characters, and left so', () => {
  const renames = [...Array.from({ length: 49 }, () => text('a', 'a'.repeat(500))), expression('^a+', 'b')];
  const { name, steps } = map('aaa', { renames });
  expect(name).toBe('a'.repeat(1000));
  expect(steps.map(({ rule }) => rule)).toEqual([0]);
  expect(renamed('aaa', expression('a', '$0'.repeat(250)), expression('a+', 'b'))).toBe('b');
  expect(renamed('a'.repeat(600), expression('a', '$0$0'), expression('a+', 'b'))).toBe('a'.repeat(1000));
  expect(renamed('a'.repeat(1001), text('a', ''))).toBe('a'.repeat(1001));
});

it('a rename that can be read never throws, whatever the name', () => {
  const pieces = fc.constantFrom(
    ...String.raw`a . * +? ( ) (?<n> [ ] ^ $ | \b \pL {2} {1,3} ß 😀 (?i) \d $1 ${'${n}'} $0`.split(' '),
  );
  const written = fc.array(pieces, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
  const anything = fc.oneof(written, fc.string({ unit: 'binary', minLength: 1 }));
  const name = fc.oneof(fc.string({ unit: 'binary' }), written, fc.string());
  fc.assert(
    fc.property(anything, anything, fc.array(name, { maxLength: 5 }), (search, replace, names) => {
      const read = readRename(expression(search, replace));
      if (read.kind === 'ready') for (const each of names) expect(typeof read.rename(each)).toBe('string');
      else expect(read.message).toMatch(/\.$/);
    }),
    { numRuns: 2000 },
  );
});

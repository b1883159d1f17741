import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readExample } from './rule-examples/example';
import { play } from './rule-examples/play';
import { sectionsOf } from './rule-examples/read-document';

const docs = path.resolve(__dirname, '..', '..', 'docs');
const sections = sectionsOf(readFileSync(path.join(docs, 'sync-rules.md'), 'utf8'));

/** Every rule of the page, by its heading, has an example. */
const rules = [
  'Who takes part',
  'Conditions on attributes',
  'Who is who',
  'Which group is which',
  'Where a group leads',
  'Groups that come to one name',
  'A group that is there already',
  'What is left alone',
  'Protected by an administrator',
  'What is added, removed, left alone',
  'When somebody has to go',
  'Grace period and fast lane',
  'Changes made by hand',
  'Several connectors',
  'Adopting, releasing, handing over',
  'A complete read',
  'Safety limits',
  'Held changes',
  'Undo',
  'Failures',
  'One person now',
  'The first run',
  'Rules that are edited',
  'Schedule',
];
/** What no example can show names the suite that proves it. */
const provedElsewhere = ['Waiting', 'One run at a time, crash and resume'];

describe('docs/sync-rules.md', () => {
  it('has the rules that are listed here, each with an example or with the suite that proves it', () => {
    expect(sections.map(({ heading }) => heading).toSorted()).toEqual(
      [...rules, ...provedElsewhere].toSorted(),
    );
    const shown = sections.filter(({ examples }) => examples.length > 0).map(({ heading }) => heading);
    expect(shown).toEqual(expect.arrayContaining(rules));
    for (const { heading, text } of sections.filter((section) => provedElsewhere.includes(section.heading))) {
      const suite = /^Proved in \[.+?\]\((.+?)\)/m.exec(text)?.[1];
      expect({ heading, exists: existsSync(path.join(docs, suite ?? 'no suite')) }).toEqual({
        heading,
        exists: true,
      });
    }
  });

  it.each(sections.flatMap(({ heading, examples }) => examples.map((example) => ({ heading, ...example }))))(
    '$heading: $sentence',
    async ({ yaml }) => {
      expect.hasAssertions();
      await play(readExample(yaml));
    },
  );
});

describe('an example', () => {
  const start = 'directory: { Design: [Ann] }\n';

  it.each([
    ['a part', 'rule', `${start}rule: {}\nsteps: [sync]\nsite after: {}`],
    ['a step', 'steps', `${start}steps: [synch]\nsite after: {}`],
    ['a word of a report', 'addded', `${start}steps: [sync]\nreport: { addded: 1 }`],
    ['what stands beside a step', 'steps', `${start}steps: [{ approve: all, buy: Ann }]\nsite after: {}`],
  ])('with %s that the runner does not know is refused', (_, named, yaml) => {
    expect(() => readExample(yaml)).toThrow(named);
  });

  it('that expects nothing is refused', () => {
    expect(() => readExample(`${start}steps: [sync]`)).toThrow('Nothing is expected');
  });

  it('with a rule that does not exist is refused', async () => {
    const example = readExample(`${start}rules: { removals: {} }\nsteps: [sync]\nsite after: {}`);
    await expect(play(example)).rejects.toThrow('removals');
  });

  it('without its sentence is refused', () => {
    expect(() => sectionsOf('## Rule\n\n```yaml\ndirectory: {}\n```\n')).toThrow('Under "Rule"');
  });
});

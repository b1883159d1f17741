import type { GroupMapping, RenameRule } from '../domain/group-rules';
import type { RuleFault } from '../domain/rule-fault';
import { maxGroupNameLength } from '../domain/target';
import { doubledEntries } from './doubled-entries';
import { readRename } from './rename-pattern';

/** What in the mapping cannot be run or cannot be meant; fields are paths below the rules. */
export function mappingFaults({ renames, map, everyone, merged }: GroupMapping): readonly RuleFault[] {
  return [
    ...renames.flatMap((rule, place) => renameFaults(rule, `mapping.renames.${place}`)),
    ...doubledEntries(
      map.map(({ from }) => from),
      (place) => `mapping.map.${place}.from`,
      (from) => `"${from}" has two entries. Put all its groups into one.`,
    ),
    ...map.flatMap(({ to }, place) => doubledEntries(to, () => `mapping.map.${place}.to`)),
    ...doubledEntries(everyone, (place) => `mapping.everyone.${place}`),
    ...doubledEntries(merged, (place) => `mapping.merged.${place}`),
  ];
}

function renameFaults(rule: RenameRule, field: string): readonly RuleFault[] {
  const read = readRename(rule);
  if (read.kind === 'refused') return [{ field: `${field}.${read.part}`, message: read.message }];
  if (rule.kind === 'text' && rule.search === rule.replace)
    return [{ field: `${field}.replace`, message: 'The text is replaced by itself. Delete the rename.' }];
  if (read.writes > maxGroupNameLength)
    return [
      {
        field: `${field}.replace`,
        message: `This makes names longer than ${maxGroupNameLength} characters, and no group can have one. Shorten it.`,
      },
    ];
  return rule.kind === 'expression' && matchesAnywhere(rule)
    ? [
        {
          field: `${field}.search`,
          message:
            'The expression also matches where nothing stands, between any two characters. Use + in place of *, or begin with ^.',
        },
      ]
    : [];
}

/** Two characters each, of several kinds: an expression that matches nothing has to be asked where something else could stand. */
const samples = ['aa', 'BB', 'éé', '00', '  ', '--', '__', 'a-'];
const mark = '\u0001';

/** Whether it finds its place inside a sample, between characters that it leaves as they are. At a beginning or an end that can be meant. */
function matchesAnywhere(rule: RenameRule): boolean {
  const marking = readRename({ ...rule, replace: mark });
  if (marking.kind === 'refused') return false;
  return samples.some((sample) => marking.rename(sample).includes(`${sample[0]}${mark}${sample[1]}`));
}

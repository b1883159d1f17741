import type { RunReport } from '../../src/domain/run';
import { causeWords, driftWords, keptReasonWords, leftReasonWords, personReasonWords } from './reasons';
import { capped, counted, momentText, numberText } from './texts';

const shown = 10;
const longestName = 60;

/** The lists behind the counts of a report, each under its heading; empty ones are left out. */
export function reportLists(report: RunReport): readonly string[] {
  return [...waitingFor(report), ...refused(report), ...byRule(report), ...leftAlone(report)];
}

/** What waits: for an administrator, for a decision about a group, or for a grace period. */
export function waitingFor({
  held,
  undecided = [],
  waiting = [],
  waitingCount,
}: RunReport): readonly string[] {
  return [
    ...list(
      'Waiting for approval',
      held.map(({ message }) => message),
    ),
    ...list(
      'Groups that wait for a decision under rules.existingGroups',
      undecided.map(
        ({ group, present, add, remove, addCount = add.length, removeCount = remove.length }) =>
          `"${groupName(group.name)}" has ${counted(present, 'member')}: adopting it would add ${numberText(addCount)} and remove ${numberText(removeCount)}, using it would only add`,
      ),
    ),
    ...list(
      'Removals that wait for their grace period',
      waiting.map(
        ({ accountId, group, untilMs, cause }) =>
          `${accountId} in "${group}" until ${momentText(untilMs)}: ${causeWords[cause]}`,
      ),
      waitingCount,
    ),
  ];
}

function refused({ rejected }: RunReport): readonly string[] {
  return list(
    'Refused',
    rejected.map(
      ({ change, group, accountId, reason }) =>
        `${verbs[change]} ${accountId === undefined ? '' : `${accountId} in `}"${group}": ${reason}`,
    ),
  );
}

/** Where the rules let hand-made changes or old memberships stand. */
export function byRule({ drift = [], keptReasons = {}, keptCount = 0 }: RunReport): readonly string[] {
  return [
    ...list(
      'Changed by hand since the last run',
      drift.map(
        ({ group, policy, putIn, takenOut, putInCount = putIn.length, takenOutCount = takenOut.length }) =>
          `"${group}": ${numberText(putInCount)} put in, ${numberText(takenOutCount)} taken out; ${driftWords[policy]}`,
      ),
    ),
    ...list(
      'Memberships that stay as they are',
      // The reasons are those of this version of the app; a new one of a later version has no words here.
      Object.entries(keptReasonWords).flatMap(([reason, words]) => {
        const count = keptReasons[reason as keyof typeof keptReasonWords];
        return count === undefined ? [] : [`${numberText(count)}: ${words}`];
      }),
      keptCount,
    ),
  ];
}

export function leftAlone({ left, unmatched, ambiguous }: RunReport): readonly string[] {
  return [
    ...list(
      'Groups left alone',
      left.map(
        ({ name, sourceId, reason }) => `${groupName(name)} (${sourceId}): ${leftReasonWords[reason]}`,
      ),
    ),
    ...list(
      'People without a match',
      [...unmatched, ...ambiguous].map(
        ({ displayName, userId, reason }) => `${displayName} (${userId}): ${personReasonWords[reason]}`,
      ),
    ),
  ];
}

function groupName(name: string): string {
  if (name.trim() === '') return '(no name)';
  return name.length > longestName ? `${name.slice(0, longestName)}…` : name;
}

const verbs = {
  'create-group': 'Creating the group',
  'add-member': 'Adding',
  'remove-member': 'Removing',
} as const;

/** `count`: how many there are, where only the first are at hand. */
function list(heading: string, entries: readonly string[], count = entries.length): readonly string[] {
  if (entries.length === 0) return [];
  const lines = capped(entries, { shown, more: '--report FILE has them all' }, (entry) => entry);
  return ['', `${heading} (${numberText(count)})`, ...lines.map((line) => `  ${line}`)];
}

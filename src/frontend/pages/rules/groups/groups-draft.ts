import type {
  DriftPolicy,
  ExistingDecision,
  ExistingGroups,
  MapEntry,
  RenameRule,
} from '../../../../domain/group-rules';
import type { SyncRules } from '../../../../domain/sync-rules';
import type { FieldErrors } from '../../connector-form/field-errors';
import { errorsAmong, missing } from '../found-errors';
import { prefixOf } from './prefix-rename';
import { rowsOf, valuesOf, withRow, type Row } from '../rows';

/** An Atlassian group with a choice of its own. */
export interface GroupChoice<V extends string> {
  readonly group: string;
  readonly choice: V;
}

export interface MapDraft {
  readonly from: string;
  readonly to: readonly string[];
}

/** What the tab "Groups" edits. */
export interface GroupsDraft {
  readonly renames: readonly Row<RenameRule>[];
  readonly map: readonly Row<MapDraft>[];
  readonly everyone: readonly string[];
  readonly unnamed: 'keep' | 'drop';
  readonly merged: readonly string[];
  readonly existing: ExistingGroups['policy'];
  readonly suffix: string;
  readonly decisions: readonly Row<GroupChoice<ExistingDecision>>[];
  readonly released: ExistingGroups['released'];
  readonly drift: DriftPolicy;
  readonly driftGroups: readonly Row<GroupChoice<DriftPolicy>>[];
}

export function groupsDraftOf({ mapping, existingGroups, drift }: SyncRules): GroupsDraft {
  return {
    renames: rowsOf(mapping.renames),
    map: rowsOf<MapDraft>(mapping.map),
    everyone: mapping.everyone,
    unnamed: mapping.unnamed,
    merged: mapping.merged,
    existing: existingGroups.policy,
    suffix: existingGroups.suffix,
    decisions: rowsOf(existingGroups.decisions.map(({ group, decision }) => ({ group, choice: decision }))),
    released: existingGroups.released,
    drift: drift.policy,
    driftGroups: rowsOf(drift.groups.map(({ group, policy }) => ({ group, choice: policy }))),
  };
}

type GroupsRules = Pick<SyncRules, 'mapping' | 'existingGroups' | 'drift'>;

export function groupsRulesOf(draft: GroupsDraft): GroupsRules {
  return {
    mapping: mappingOf(draft),
    existingGroups: {
      policy: draft.existing,
      suffix: draft.suffix,
      decisions: valuesOf(draft.decisions).map(({ group, choice }) => ({ group, decision: choice })),
      released: draft.released,
    },
    drift: {
      policy: draft.drift,
      groups: valuesOf(draft.driftGroups).map(({ group, choice }) => ({ group, policy: choice })),
    },
  };
}

function mappingOf({ renames, map, everyone, unnamed, merged }: GroupsDraft): SyncRules['mapping'] {
  return {
    renames: valuesOf(renames),
    map: valuesOf(map).map(({ from, to }): MapEntry => ({ from, to: [...to] })),
    everyone: [...everyone],
    unnamed,
    merged: [...merged],
  };
}

/** What can be tried while entries of the map are still being written. */
export function triedMappingOf(draft: GroupsDraft): SyncRules['mapping'] {
  const complete = draft.map.filter(({ value }) => value.from.trim() !== '' && value.to.length > 0);
  return mappingOf({ ...draft, map: complete });
}

/** Whether a suffix would be put behind any name. */
export function usesSuffix({ existing, decisions }: GroupsDraft): boolean {
  return existing === 'suffix' || decisions.some(({ value }) => value.choice === 'suffix');
}

const noGroup = 'Enter the name of a group.';

export function groupsErrors(draft: GroupsDraft): FieldErrors<string> {
  return errorsAmong([
    ...draft.renames.flatMap(({ value }, at) => [
      [
        `mapping.renames.${at}.search`,
        value.search === '' ? 'Enter what to search for.' : undefined,
      ] as const,
      [`mapping.renames.${at}.replace`, prefixOf(value) === '' ? 'Enter the prefix.' : undefined] as const,
    ]),
    ...draft.map.flatMap(({ value }, at) => [
      [`mapping.map.${at}.from`, missing(value.from, 'Enter the name or the ID of a group.')] as const,
      [`mapping.map.${at}.to`, value.to.length === 0 ? 'Enter at least one group.' : undefined] as const,
    ]),
    ...draft.decisions.map(
      ({ value }, at) => [`existingGroups.decisions.${at}.group`, missing(value.group, noGroup)] as const,
    ),
    ...draft.driftGroups.map(
      ({ value }, at) => [`drift.groups.${at}.group`, missing(value.group, noGroup)] as const,
    ),
    ['existingGroups.suffix', draft.suffix === '' ? 'Enter the suffix.' : undefined],
  ]);
}

/** The places that can show an error. */
export function groupsFields(draft: GroupsDraft): readonly string[] {
  return [
    'mapping.renames',
    'mapping.map',
    'mapping.unnamed',
    'mapping.everyone',
    'mapping.merged',
    'existingGroups.suffix',
    'existingGroups.decisions',
    'drift.groups',
    ...draft.renames.flatMap((_, at) => [`mapping.renames.${at}.search`, `mapping.renames.${at}.replace`]),
    ...draft.map.flatMap((_, at) => [`mapping.map.${at}.from`, `mapping.map.${at}.to`]),
    ...draft.decisions.map((_, at) => `existingGroups.decisions.${at}.group`),
    ...draft.driftGroups.map((_, at) => `drift.groups.${at}.group`),
  ];
}

/** Entries of a pasted list: for a group that is there already, the new one counts. */
export function withEntries(rows: GroupsDraft['map'], entries: readonly MapDraft[]): GroupsDraft['map'] {
  const added = new Map(entries.map((entry) => [entry.from, entry]));
  const replaced = rows.map(({ id, value }) => ({ id, value: added.get(value.from.trim()) ?? value }));
  const there = new Set(rows.map(({ value }) => value.from.trim()));
  return entries.filter(({ from }) => !there.has(from)).reduce<GroupsDraft['map']>(withRow, replaced);
}

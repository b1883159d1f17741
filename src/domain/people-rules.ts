import type { ConnectorConfiguration } from './connection';
import type { UserCondition } from './user-rules';
import type { SyncRules } from './sync-rules';
import { defaultReadingRules, type PatternFilter, type ReadingRules } from './selection-settings';

/** What the settings say of people, apart from the directory's own query and the groups that they must or must not be in. */
export interface PeopleRules {
  readonly emails?: PatternFilter;
  readonly guests: 'include' | 'exclude';
  readonly nestedGroups: 'flatten' | 'ignore';
  readonly conditions: readonly UserCondition[];
}

export function peopleRulesOf(
  { kind, settings }: ConnectorConfiguration,
  { conditions }: Pick<SyncRules, 'conditions'>,
): PeopleRules {
  const emails = settings.filters?.users?.emails;
  return {
    ...(emails === undefined ? {} : { emails }),
    guests: kind === 'entra' ? settings.guests : 'include',
    nestedGroups: kind === 'entra' ? settings.nestedGroups : 'ignore',
    conditions,
  };
}

export function readingRulesOf({ settings }: ConnectorConfiguration): ReadingRules {
  return settings.reading ?? defaultReadingRules;
}

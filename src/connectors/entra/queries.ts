import type { EntraSettings } from '../../domain/entra-settings';
import { FailureError } from '../../domain/failure';
import { errorOf, type Refused } from './refusals';
import type { ListName } from './marks';

/** A query of the filters: what Graph takes as `$filter`. */
export interface Query {
  readonly list: ListName;
  readonly text: string;
}

export function queryOf({ filters }: EntraSettings, list: ListName): Query | undefined {
  const text = filters?.[list]?.query;
  return text === undefined ? undefined : { list, text };
}

/**
 * How Graph is asked. `advanced`: from the index that knows more operators, some seconds behind; `$count=true` and the header go together
 * (learn.microsoft.com/graph/aad-advanced-queries).
 */
export type QueryMode = 'plain' | 'advanced';

export const advancedHeaders = { ConsistencyLevel: 'eventual' } as const;

export function headersOf(mode: QueryMode): Readonly<Record<string, string>> {
  return mode === 'advanced' ? advancedHeaders : {};
}

export function filterOf(text: string, mode: QueryMode): string {
  return `$filter=${encodeURIComponent(text)}${mode === 'advanced' ? '&$count=true' : ''}`;
}

const longestWords = 300;

/** With Graph's own words, which say where the query is wrong. */
export function queryRefused({ list }: Query, answer: Refused): FailureError {
  const words = errorOf(answer)?.message.slice(0, longestWords);
  return new FailureError({
    kind: 'settings-rejected',
    field: `configuration.settings.filters.${list}.query`,
    message:
      `Microsoft Graph does not take the query for ${list}${words === undefined ? '.' : `: "${words}"`} ` +
      `Write it as Graph's $filter, such as ${list === 'users' ? `department eq 'Sales'` : `startswith(displayName,'Jira')`}; nothing was changed.`,
  });
}

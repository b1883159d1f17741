import * as z from 'zod';
import type { ChangeRow } from '../../src/domain/change-row';

const accountsPerCall = 100;
/** Who reads further has asked for a file, which does without names. */
const mostAsked = 1_000;

const bulkAnswer = z.object({
  values: z.array(z.object({ accountId: z.string(), displayName: z.string() })),
});

/**
 * The rows with the names that the site shows for accounts whose person the directory does not know any more, so that nobody has to decide about ids
 * alone. The names are shown and not kept. Where the site does not answer, the ids stay.
 */
export async function withSiteNames(rows: readonly ChangeRow[], site: string): Promise<readonly ChangeRow[]> {
  const unknown = rows.flatMap(({ person, accountId }) =>
    person === undefined && accountId !== undefined ? [accountId] : [],
  );
  const names = await siteNames(unknown, site);
  return rows.map((row) => {
    const name = names.get(row.accountId ?? '');
    return row.person !== undefined || name === undefined ? row : { ...row, person: name };
  });
}

/** Display names by account id, of those that the site knows. */
export async function siteNames(
  accountIds: readonly string[],
  site: string,
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(accountIds)].slice(0, mostAsked);
  const names = new Map<string, string>();
  for (let from = 0; from < asked.length; from += accountsPerCall) {
    const answered = await bulk(asked.slice(from, from + accountsPerCall), site);
    for (const { accountId, displayName } of answered) names.set(accountId, displayName);
  }
  return names;
}

/** "Bulk get users" of Jira Cloud's REST API, version 3. */
async function bulk(
  accountIds: readonly string[],
  site: string,
): Promise<z.infer<typeof bulkAnswer>['values']> {
  const query = new URLSearchParams([
    ...accountIds.map((id) => ['accountId', id] as [string, string]),
    ['maxResults', String(accountsPerCall)],
  ]);
  const authorization = process.env['UGS_SITE_AUTHORIZATION'];
  try {
    const response = await fetch(`${site}/rest/api/3/user/bulk?${query.toString()}`, {
      headers: { accept: 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      signal: AbortSignal.timeout(30_000),
    });
    const parsed = bulkAnswer.safeParse(await response.json());
    return parsed.success ? parsed.data.values : [];
  } catch {
    return [];
  }
}

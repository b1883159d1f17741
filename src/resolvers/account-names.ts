import type { App } from '../compose';
import type { Names } from '../contract';
import { knownNames, siteNames } from './run-names';

/** What is shown of these accounts: the directory's names as far as the connection knows them, else the site's. Who has neither is left out. */
export async function accountNames(
  app: App,
  connectionId: string,
  accountIds: readonly string[],
): Promise<{ readonly names?: Names }> {
  if (accountIds.length === 0) return {};
  const wanted = [...new Set(accountIds)];
  const { byAccount } = await knownNames(app, connectionId);
  const onSite = await siteNames(
    app,
    wanted.filter((id) => byAccount(id) === undefined),
  );
  return named(wanted, (id) => byAccount(id) ?? onSite.get(id));
}

/** The same for administrators, whom no connection has to know. */
export async function administratorNames(
  app: App,
  accountIds: readonly string[],
): Promise<{ readonly names?: Names }> {
  const wanted = [...new Set(accountIds)];
  const onSite = await siteNames(app, wanted);
  return named(wanted, (id) => onSite.get(id));
}

function named(
  ids: readonly string[],
  nameOf: (id: string) => string | undefined,
): { readonly names?: Names } {
  const found = ids.flatMap((id) => {
    const name = nameOf(id);
    return name === undefined ? [] : [[id, name] as const];
  });
  return found.length === 0 ? {} : { names: Object.fromEntries(found) };
}

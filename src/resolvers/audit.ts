import type { AuditAction, AuditDraft, AuditedChange, AuditEntry } from '../domain/audit';
import { ConflictError } from '../domain/stores';
import { administratorNames } from './account-names';
import { RefusedError, type Handled, type Handler } from './guard';

export const listAudit: Handler<'listAudit'> = async (wish, { app }) => {
  const { damaged, ...page } = await app.audit.list(wish);
  return {
    ...page,
    ...(damaged.length === 0 ? {} : { damaged: damaged.length }),
    ...(await administratorNames(app, page.entries.flatMap(accountsIn))),
  };
};

/** Who did it, and whom the changes name. */
function accountsIn({ byAccountId, changes }: AuditEntry): readonly string[] {
  const named = changes.filter(({ path }) => pathsOfAccounts.has(path));
  return [byAccountId, ...named.flatMap(({ before, after }) => [...idsIn(before), ...idsIn(after)])];
}

const pathsOfAccounts: ReadonlySet<string> = new Set(['protectedPeople', 'target.syncAccountId']);

/** Of an account id, or a list of them, as JSON; of a value that was cut, nothing. */
function idsIn(json: string | undefined): readonly string[] {
  if (json === undefined) return [];
  try {
    return [JSON.parse(json)].flat().filter((id) => typeof id === 'string');
  } catch {
    return [];
  }
}

/** Something that an administrator is about to do. */
export interface Deed<T> {
  readonly action: AuditAction;
  /** Without a name where its stored value is damaged. */
  readonly connection?: { readonly id: string; readonly name?: string };
  /** What it is done to, in a few words. Never a secret, and nobody's name. */
  readonly subject?: string;
  readonly changes?: readonly AuditedChange[];
  /** Whether anything was done, where the work may find that there is nothing to do. */
  readonly isDone?: (result: T) => boolean;
}

/**
 * Records a deed, then does it. Where it cannot be recorded, nothing is done. An entry is taken back only where it is certain that nothing was done: the
 * work was refused, or says so. After any other failure it stays.
 */
export async function recorded<T>(deed: Deed<T>, work: () => Promise<T>, handled: Handled): Promise<T> {
  const { app } = handled;
  const { isDone = () => true } = deed;
  const { number } = await app.audit.add(draftOf(deed, handled));
  // What cannot be taken back stays: one entry too many rather than one too few.
  const takeBack = () => app.audit.withdraw(number).catch(() => undefined);
  try {
    const result = await work();
    if (!isDone(result)) await takeBack();
    return result;
  } catch (error) {
    if (error instanceof RefusedError || error instanceof ConflictError) await takeBack();
    throw error;
  }
}

function draftOf<T>(
  { action, connection, subject, changes = [] }: Deed<T>,
  { app, caller }: Handled,
): AuditDraft {
  return {
    atMs: app.clock.now(),
    byAccountId: caller.accountId,
    action,
    ...(connection === undefined ? {} : { connectionId: connection.id }),
    ...(connection?.name === undefined ? {} : { connectionName: connection.name }),
    ...(subject === undefined ? {} : { subject }),
    changes: [...changes],
  };
}

import type { Connection } from '../../../../domain/connection';
import { isSame } from '../../../api/is-same';
import { settingsDraftOf, type SettingsDraft } from './settings-draft';

/**
 * What was typed over `base`, over a connection that somebody else has saved since: each part from whoever changed it, the connection with its filters,
 * the rules, and the schedule. Undefined where both changed the same part to something else, and a person must look. The same twice is no conflict: an own
 * save whose answer was lost is sent again.
 */
export function mergedSettings(
  draft: SettingsDraft,
  base: Connection,
  latest: Connection,
): SettingsDraft | undefined {
  const [was, theirs] = [settingsDraftOf(base), settingsDraftOf(latest)];
  const isMine = (part: keyof SettingsDraft): boolean => !isSame(draft[part], was[part]);
  const isTheirs = (part: keyof SettingsDraft): boolean =>
    (!isSame(theirs[part], was[part]) && !isSame(theirs[part], draft[part])) ||
    (part === 'connector' && base.secretSetAtMs !== latest.secretSetAtMs);
  const parts = ['connector', 'rules', 'sync'] as const;
  if (parts.some((part) => isMine(part) && isTheirs(part))) return undefined;
  return {
    connector: isMine('connector') ? draft.connector : theirs.connector,
    rules: isMine('rules') ? draft.rules : theirs.rules,
    sync: isMine('sync') ? draft.sync : theirs.sync,
  };
}

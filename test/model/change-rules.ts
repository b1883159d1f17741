import { settingsChange } from '../../src/sync/settings-change';
import type { SyncRules } from '../../src/domain/sync-rules';
import { connectionOf, type Scene } from './scene';
import type { ConnectionId } from './steps';

/** As the page does it: the rules, and that the next run is a preview where other people or groups may take part. */
export async function saveRules(scene: Scene, at: ConnectionId, change: Partial<SyncRules>): Promise<void> {
  const { connections, states } = scene.world;
  const stored = await connections.get(at);
  if (stored === undefined) throw new Error('no such connection');
  const { revision, ...connection } = stored;
  const rules = { ...connection.rules, ...change };
  await connections.save({ ...connection, rules }, revision);
  const twin = connectionOf(scene, at);
  const isOther = (part: 'mapping' | 'conditions') =>
    JSON.stringify(rules[part]) !== JSON.stringify(twin.rules[part]);
  // Where groups lead and who takes part is looked at first.
  if (isOther('mapping') || isOther('conditions')) twin.isPreviewed = false;
  twin.rules = rules;
  const state = await states.get(at);
  if (state === undefined || !settingsChange(connection, { ...connection, rules }).needsPreview) return;
  const { firstPreviewAtMs: _, ...unseen } = state;
  expect(await states.save(at, unseen)).toBe(true);
}

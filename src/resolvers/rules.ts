import type { App } from '../compose';
import type { Input, MappedName, Outputs, RulesPreview } from '../contract';
import type { Connection } from '../domain/connection';
import type { GroupMapping } from '../domain/group-rules';
import { mappingFaults } from '../sync/check-mapping';
import { checkRules as refuseFaults, ruleFaults } from '../sync/check-rules';
import { checkSelection } from '../sync/check-selection';
import { mapGroups } from '../sync/map-groups';
import { tryPlan, type StoredPlan } from '../sync/plan-stored';
import { previewRules as preview } from '../sync/preview-rules';
import { unreadSentence, unreadSettings } from '../sync/preview-unknown';
import { settingsChange } from '../sync/settings-change';
import { storedWorld, type StoredWorld } from '../sync/stored-world';
import type { Handler } from './guard';
import { siteNames } from './run-names';
import { nothingStored, storedSettings } from './stored';
import { existing } from './views';

/** Faults are refused as a save refuses them. */
export const previewRules: Handler<'previewRules'> = async ({ connectionId, ...wish }, { app }) => {
  if (wish.configuration !== undefined) checkSelection(wish.configuration);
  if (wish.rules !== undefined) refuseFaults(wish.rules);
  const saved = await existing(app, connectionId);
  const { configuration = saved.configuration, rules = saved.rules } = wish;
  const edited = { configuration, rules };
  if (settingsChange(saved, edited).isOtherDirectory) return { summary: otherDirectory };
  const world = await storedWorld(saved, app);
  return world === undefined ? { summary: nothingStored } : compare(app, world, edited);
};

const otherDirectory =
  'These settings may lead to another directory, of which nothing is stored. Save them: the first run is a preview then, and changes nothing.';

type Settings = Pick<Connection, 'configuration' | 'rules'>;

async function compare(app: App, world: StoredWorld, edited: Settings): Promise<Outputs['previewRules']> {
  const saved = world.connection;
  const isSame = edited.configuration === saved.configuration && edited.rules === saved.rules;
  const wanted = await storedSettings(app, world, edited);
  const after = tryPlan(world, wanted);
  if (after.kind === 'stops')
    return { summary: `A run with these rules would stop and say: ${after.message}` };
  const before = isSame ? after : tryPlan(world, await storedSettings(app, world, saved));
  const unknown = [
    before.kind === 'stops' ? `A run with the saved rules would stop and say: ${before.message}` : undefined,
    unreadSentence(wanted.unread),
    ...unreadSettings(world, edited.configuration),
  ];
  const found = preview({
    world,
    before: before.kind === 'plan' ? before.plan : undefined,
    after: after.plan,
    unknown: unknown.filter((sentence) => sentence !== undefined),
  });
  return withSiteNames(app, found, accountsIn(after.plan));
}

/** Everybody whom the plan adds or removes, now or later. */
function accountsIn({ planned }: StoredPlan): ReadonlySet<string> {
  const accountIds = planned.plan.groups.flatMap(({ add, remove, waiting = [] }) => [
    ...add,
    ...remove,
    ...waiting.map(({ accountId }) => accountId),
  ]);
  return new Set(accountIds);
}

/** Whom the directory does not know is named as the site has them. */
async function withSiteNames(
  app: App,
  { summary, effect }: RulesPreview,
  accountIds: ReadonlySet<string>,
): Promise<RulesPreview> {
  if (effect === undefined) return { summary };
  const shown = effect.groups.flatMap(({ added, removed }) => [...added, ...removed]);
  const names = await siteNames(
    app,
    shown.filter((name) => accountIds.has(name)),
  );
  const named = (list: readonly string[]) => list.map((each) => names.get(each) ?? each);
  const groups = effect.groups.map((group) => ({
    ...group,
    added: named(group.added),
    removed: named(group.removed),
  }));
  return { summary, effect: { ...effect, groups } };
}

export const checkRules: Handler<'checkRules'> = async ({ rules }) => ({ faults: ruleFaults(rules) });

export const tryMapping: Handler<'tryMapping'> = async ({ mapping, names }) => {
  const faults = mappingFaults(mapping);
  const canRun = !faults.some(({ field }) => field.startsWith('mapping.renames.'));
  return { ...(canRun ? mapNames(mapping, names) : { names: [], collisions: [] }), faults };
};

/** Here a name stands for the group's id as well. */
function mapNames(
  mapping: GroupMapping,
  names: Input<'tryMapping'>['names'],
): Pick<Outputs['tryMapping'], 'names' | 'collisions'> {
  const groups = [...new Set(names)].map((name) => ({ id: name, kind: 'group', name }));
  const { mapped, collisions } = mapGroups(groups, mapping);
  return {
    names: names.flatMap((name): MappedName[] => {
      const found = mapped.get(name);
      return found === undefined
        ? []
        : [{ name, steps: found.steps, leadsTo: found.leadsTo, why: found.why }];
    }),
    collisions,
  };
}

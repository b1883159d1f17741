import type { App } from '../compose';
import type { TargetView } from '../contract';
import { unlessDamaged } from '../domain/failure';
import { auditedChanges } from '../sync/audit-changes';
import { recorded } from './audit';
import type { TargetSettings } from '../domain/target';
import { RefusedError, type Handler } from './guard';

export const getTarget: Handler<'getTarget'> = (_, { app }) => targetView(app);

/**
 * An administrator makes their own account the one that writes, in their own session; nobody can name somebody else. Who cannot manage groups
 * themselves is refused: the app would be a way around that.
 */
export const useMyAccount: Handler<'useMyAccount'> = async ({ api }, handled) => {
  const { app, caller } = handled;
  const session = app.callerSession();
  if (!(await session.canManageGroups())) {
    throw new RefusedError({
      kind: 'not-allowed',
      message:
        'Your account cannot manage groups on this site, so the app could not do it as you. Ask a site administrator to press this button.',
    });
  }
  const { displayName } = await session.me();
  const target = { syncAccountId: caller.accountId, syncAccountName: displayName, api };
  const changes = auditedChanges(audited(await unlessDamaged(app.site.getTarget())), audited(target));
  await recorded(
    { action: 'sync-account-set', changes },
    () => app.site.putTarget({ ...target, setAtMs: app.clock.now() }),
    handled,
  );
  return targetView(app);
};

export const checkAccess: Handler<'checkAccess'> = async (_, { app }) => {
  const settings = await app.site.getTarget();
  if (settings === undefined) {
    return {
      checks: [
        {
          name: 'Sync account',
          result: 'failed',
          message: 'No sync account is set. Press "Use my account".',
        },
      ],
    };
  }
  return { checks: await app.openSite(settings, app.idleMeter).checkAccess() };
};

function audited(target: Pick<TargetSettings, 'syncAccountId' | 'api'> | undefined) {
  return target === undefined
    ? undefined
    : { target: { syncAccountId: target.syncAccountId, api: target.api } };
}

async function targetView(app: App): Promise<TargetView> {
  const session = app.callerSession();
  const settings = await unlessDamaged(app.site.getTarget());
  const me = { ...(await session.me()), canManageGroups: await session.canManageGroups() };
  return settings === undefined ? { me } : { settings, me };
}

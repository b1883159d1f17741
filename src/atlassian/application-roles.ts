import type { SeatPool } from '../domain/target';
import { once } from './once';
import * as schema from './schema';
import { parseAnswer, type Site, type SiteRead } from './site';

/**
 * Jira's products with their groups and seats, asked for once; undefined where Jira does not let the app ask. `GET /applicationrole` needs "Administer
 * Jira", and Atlassian's reference names no scope for it, so Jira may refuse it to every Forge app.
 */
export type AskApplicationRoles = () => Promise<readonly schema.ApplicationRole[] | undefined>;

export function applicationRoles(site: Site): AskApplicationRoles {
  return once(async () => {
    const call: SiteRead = {
      product: 'jira',
      path: '/rest/api/3/applicationrole',
      to: 'read the default groups',
    };
    const response = await site.send(call);
    if ([401, 403, 404, 410].includes(response.status)) return undefined;
    return parseAnswer(response, call, { schema: schema.applicationRoles, who: site.who });
  });
}

/** Seats are told for information: nothing is stopped by a site that does not. */
export async function readSeats(ask: AskApplicationRoles): Promise<readonly SeatPool[] | undefined> {
  const roles = await ask().catch(() => undefined);
  return roles?.flatMap((role) => {
    const { name, groups = [], groupDetails } = role;
    if (name === undefined) return [];
    const inIt = groupDetails?.map(({ groupId }) => groupId) ?? groups;
    return [{ product: name, groups: inIt, ...freeSeats(role) }];
  });
}

/** Jira writes -1 where there is no limit. */
function freeSeats({ hasUnlimitedSeats, remainingSeats }: schema.ApplicationRole): Pick<SeatPool, 'free'> {
  if (hasUnlimitedSeats === true || remainingSeats === undefined || remainingSeats < 0) return {};
  return { free: remainingSeats };
}

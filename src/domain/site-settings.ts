import * as z from 'zod';
import { safetyLimits } from './safety-limits';

/** One name of an Atlassian group, or a pattern with `*` for any text; compared without case. */
const groupNamePattern = z.string().trim().min(1, 'Enter a name.').max(255, 'At most 255 characters.');

const person = z.strictObject({ accountId: z.string().min(1).max(128), displayName: z.string().max(500) });

/** Where and when administrators are told of runs: a Jira project and what kind of issue. Absent from the settings: nobody is told. */
const noticeSettings = z.strictObject({
  projectId: z.string().min(1).max(100),
  /** For links and words only; the id decides. */
  projectKey: z.string().min(1).max(100),
  issueTypeId: z.string().min(1).max(100),
  /** Held changes wait for an administrator. */
  held: z.boolean(),
  /** A run stopped, or the site refused some of its changes; the issue is resolved once a run ends well. */
  failed: z.boolean(),
});
export type NoticeSettings = z.infer<typeof noticeSettings>;

export const retention = z.strictObject({
  /** So many runs of each connector are kept… */
  runs: z.int().min(10, 'At least 10.').max(90, 'At most 90.'),
  /** …and none that is older. */
  days: z.int().min(7, 'At least 7 days.').max(730, 'At most 730 days.'),
});
export type Retention = z.infer<typeof retention>;

/** What administrators decide for the whole site, whatever the connector. */
export const siteSettings = z.strictObject({
  /** No connector writes to these groups. */
  protectedGroups: z.array(groupNamePattern).max(200, 'At most 200 groups.'),
  /** No connector adds these people to a group or removes them from one. */
  protectedPeople: z.array(person).max(200, 'At most 200 people.'),
  /** What a new connector starts with; absent: what the app brings. */
  defaultLimits: safetyLimits.exactOptional(),
  retention,
  notices: noticeSettings.exactOptional(),
});
export type SiteSettings = z.infer<typeof siteSettings>;

export const defaultRetention: Retention = { runs: 50, days: 90 };
export const defaultSiteSettings: SiteSettings = {
  protectedGroups: [],
  protectedPeople: [],
  retention: defaultRetention,
};

import * as z from 'zod';
import type { Revised } from '../domain/connection';
import type { SafetyLimits } from '../domain/safety-limits';
import { retention, siteSettings, type SiteSettings } from '../domain/site-settings';
import type { NoticeCause, NoticeProject, NoticeTrouble } from '../domain/notice';
import type { GroupProtection } from '../domain/target';

const none = z.strictObject({});
const searched = z.string().trim().min(1).max(320);
const noticeId = z.string().min(1).max(100);

/** Methods for what holds for the whole site. */
export const siteInputs = {
  getSiteSettings: none,
  /** Refused with `conflict` where somebody else has saved since `revision` was read. */
  saveSiteSettings: z.strictObject({ revision: z.int().min(0), settings: siteSettings }),
  /** What keeping runs by these numbers would delete of what is kept now. */
  retentionEffect: z.strictObject({ retention }),
  /** Groups of the site whose name has this text, for choosing; at most 20. */
  findSiteGroups: z.strictObject({ text: searched }),
  /** People of the site by name or address, for choosing; at most 20. */
  findSiteAccounts: z.strictObject({ text: searched }),
  /** Projects in which the app may create issues; at most 50. */
  listNoticeProjects: z.strictObject({ text: searched.exactOptional() }),
  /** Creates an issue that says that it is a test, and resolves it. `projectKey` is for words only. */
  testNotice: z.strictObject({ projectId: noticeId, projectKey: noticeId, issueTypeId: noticeId }),
  /** The issues that tell of something now, and what could not be told. */
  listNotices: none,
} as const;

export interface SiteOutputs {
  getSiteSettings: SiteSettingsView;
  saveSiteSettings: SiteSettingsView;
  /** Runs that would be deleted, and of how many connectors. */
  retentionEffect: { readonly runs: number; readonly connectors: number };
  findSiteGroups: { readonly groups: readonly SiteGroupView[] };
  findSiteAccounts: { readonly accounts: readonly SiteAccountView[] };
  /** `missing`: why none can be listed, and what to do. */
  listNoticeProjects: { readonly projects: readonly NoticeProject[]; readonly missing?: string };
  /** `note`: what could not be done besides, such as that the workflow has no done status to move the issue to. */
  testNotice: { readonly issueKey: string; readonly note?: string };
  listNotices: { readonly notices: readonly NoticeView[]; readonly trouble?: NoticeTrouble };
}

export interface NoticeView {
  readonly connectionId: string;
  /** Absent: the connector was deleted, or is damaged. */
  readonly connectionName?: string;
  readonly cause: NoticeCause;
  readonly issueKey: string;
  readonly openedAtMs: number;
  /** How many runs it was told of. */
  readonly times: number;
  /** Its cause is gone, and it waits for somebody to close it by hand. */
  readonly over?: true;
}

export interface SiteSettingsView {
  readonly settings: Revised<SiteSettings>;
  /** What the app brings, where `defaultLimits` is absent. */
  readonly builtInLimits: SafetyLimits;
  /** What is stored cannot be read, and runs stop until somebody saves: `settings` are what the app brings. */
  readonly damaged?: true;
}

export interface SiteGroupView {
  readonly id: string;
  readonly name: string;
  /** Why no connector writes to it anyway. */
  readonly protection?: GroupProtection;
}

export interface SiteAccountView {
  readonly accountId: string;
  readonly displayName: string;
  readonly active: boolean;
}

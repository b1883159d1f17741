/** What administrators are told of: held changes, or runs that do not end well. One open issue for each connector and cause. */
export const noticeCauses = ['held', 'failed'] as const;
export type NoticeCause = (typeof noticeCauses)[number];

/** An issue that the app opened and has not resolved yet. */
export interface OpenNotice {
  readonly issueId: string;
  readonly issueKey: string;
  readonly projectId: string;
  readonly openedAtMs: number;
  /** The last run that it was told of, so that nothing is said twice. */
  readonly runId: string;
  /** How many runs it was told of. */
  readonly times: number;
  /** When something was written on it last: what repeats all day is not written each time. */
  readonly saidAtMs: number;
  /** What was said then, in short: the hash of what is held. Another one is news. */
  readonly about?: string;
  /** Its cause is gone, and that was said, but its workflow has no way to a done status. The cause is told there when it comes again. */
  readonly over?: true;
}

export interface NoticeProject {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly issueTypes: readonly { readonly id: string; readonly name: string }[];
}

/** A text for people: paragraphs, and where to go on. Holds no more of a person than a count. */
export interface NoticeText {
  readonly summary: string;
  readonly paragraphs: readonly string[];
}

/** Where an issue is opened. `projectKey` is for words only. `mark` names the connection and the cause, so that it can be found again. */
export interface NoticePlace {
  readonly projectId: string;
  readonly projectKey: string;
  readonly issueTypeId: string;
  readonly mark: string;
}

/**
 * Tells administrators through issues of a Jira project.
 *
 * Must: throw FailureError for what an administrator or time can mend (`access-missing`, `retry-later`, `unavailable`, `settings-rejected` with the path
 * in the site's settings); answer `gone` for an issue that was deleted or moved out of sight; try nothing twice in one call, and write nothing that the
 * issue or one of its newest comments says already, word for word.
 * May: leave an issue open whose workflow has no way to a done status, and say so with `no-way`; find an issue only a minute after it was opened.
 */
export interface NoticeBoard {
  /** Projects in which the app may create issues, with their kinds of issue; at most 50. `text`: only those whose name or key has it. */
  projects(text: string | undefined): Promise<readonly NoticeProject[]>;
  /** An issue with this mark that is not done. */
  find(mark: string): Promise<(OpenedIssue & { readonly projectId: string }) | undefined>;
  open(place: NoticePlace, text: NoticeText): Promise<OpenedIssue>;
  /** `done`: somebody has resolved it already, and nothing was written. */
  comment(issueId: string, text: NoticeText): Promise<'commented' | 'gone' | 'done'>;
  /** Writes a comment and moves the issue to a done status; where it is done already, nothing. */
  resolve(issueId: string, text: NoticeText): Promise<'resolved' | 'gone' | 'no-way'>;
}

export interface OpenedIssue {
  readonly issueId: string;
  readonly issueKey: string;
}

export type OpenNotices = Readonly<Partial<Record<NoticeCause, OpenNotice>>>;

/** What was told of a connection. */
export interface ToldConnection {
  readonly open: OpenNotices;
  /** Causes whose issue was asked for, by somebody who may not have lived to hear its key. */
  readonly asked: readonly NoticeCause[];
  /** When the newest run that was looked at ended: a list of runs that does not have it yet is not believed. */
  readonly seenMs: number;
}

/** What went wrong last. `retryAtMs`: nothing is tried before. */
export interface NoticeTrouble {
  readonly message: string;
  readonly atMs: number;
  readonly retryAtMs?: number;
}

export interface ToldNotices {
  /** By connection; also of those that were deleted, until their issues are resolved. */
  readonly connections: Readonly<Record<string, ToldConnection>>;
  /** Somebody is telling: nobody else does until then. */
  readonly busyUntilMs: number;
  readonly trouble?: NoticeTrouble;
}

/** What was told, for the whole site. One value, so that one invocation at a time tells. */
export interface NoticeStore {
  get(): Promise<ToldNotices & { readonly revision: number }>;
  /** The new revision; undefined when somebody else saved in between. */
  save(told: ToldNotices, revision: number): Promise<number | undefined>;
}

/** Tells of a run that has just ended; without one, of whatever was not told yet. Never fails and starts nothing that takes long. */
export type Tell = (ended?: EndedRun) => Promise<void>;

export interface EndedRun {
  readonly id: string;
  readonly connectionId: string;
}

/** What administrators are told of: held changes, or runs that do not end well. One open issue for each connector and cause. */
export type NoticeCause = 'held' | 'failed';

/** An issue that the app opened and has not resolved yet. */
export interface OpenNotice {
  readonly issueId: string;
  readonly issueKey: string;
  readonly openedAtMs: number;
  /** The last run that it was told of, so that nothing is said twice. */
  readonly runId: string;
  /** How many runs it was told of. */
  readonly times: number;
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

/**
 * Tells administrators through issues of a Jira project.
 *
 * Must: throw FailureError for what an administrator or time can mend (`access-missing`, `retry-later`, `settings-rejected` with the path in the site's
 * settings); answer `gone` for an issue that was deleted or moved out of sight.
 * May: leave an issue open whose workflow has no way to a done status, and say so with `no-way`.
 */
export interface NoticeBoard {
  /** Projects in which the app may create issues, with their kinds of issue; at most 50. `text`: only those whose name or key has it. */
  projects(text: string | undefined): Promise<readonly NoticeProject[]>;
  open(
    where: { readonly projectId: string; readonly issueTypeId: string },
    text: NoticeText,
  ): Promise<{ readonly issueId: string; readonly issueKey: string }>;
  /** `done`: somebody has resolved it already. */
  comment(issueId: string, text: NoticeText): Promise<'commented' | 'gone' | 'done'>;
  resolve(issueId: string, text: NoticeText): Promise<'resolved' | 'gone' | 'no-way'>;
}

export type OpenNotices = Readonly<Partial<Record<NoticeCause, OpenNotice>>>;

/** The issues that are open, by connection. */
export interface NoticeStore {
  get(connectionId: string): Promise<OpenNotices>;
  put(connectionId: string, open: OpenNotices): Promise<void>;
  remove(connectionId: string): Promise<void>;
}

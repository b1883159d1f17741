import { FailureError, type Failure } from '../../src/domain/failure';
import type { NoticeBoard, NoticeText } from '../../src/domain/notice';

export interface FakeIssue {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  readonly mark: string;
  readonly summary: string;
  /** The description first, then the comments. */
  readonly texts: string[];
  status: 'open' | 'done' | 'deleted';
}

/** A project's issues in memory. `fail` is thrown by the next calls; `loseAnswers`: what is asked for is done, and the answer does not come. */
export function fakeBoard() {
  const issues: FakeIssue[] = [];
  const faults = { fail: undefined as Failure | undefined, loseAnswers: false, hasNoWay: false };
  let calls = 0;

  const refuse = () => {
    calls += 1;
    if (faults.fail !== undefined) throw new FailureError(faults.fail);
  };
  const answer = <T>(value: T): T => {
    if (faults.loseAnswers) throw new FailureError({ kind: 'unavailable', message: 'no answer' });
    return value;
  };
  const find = (issueId: string) => issues.find(({ id, status }) => id === issueId && status !== 'deleted');
  const write = (issue: FakeIssue, text: NoticeText) => {
    const said = text.paragraphs.join('\n');
    if (!issue.texts.includes(said)) issue.texts.push(said);
  };

  const board: NoticeBoard = {
    projects: async () => {
      refuse();
      return [];
    },
    find: async (mark) => {
      refuse();
      const known = issues.find((issue) => issue.mark === mark && issue.status === 'open');
      return known && { issueId: known.id, issueKey: known.key, projectId: known.projectId };
    },
    open: async ({ projectId, projectKey, mark }, text) => {
      refuse();
      const number = issues.length + 1;
      const issue: FakeIssue = {
        id: String(10_000 + number),
        key: `${projectKey}-${number}`,
        projectId,
        mark,
        summary: text.summary,
        texts: [text.paragraphs.join('\n')],
        status: 'open',
      };
      issues.push(issue);
      return answer({ issueId: issue.id, issueKey: issue.key });
    },
    comment: async (issueId, text) => {
      refuse();
      const issue = find(issueId);
      if (issue === undefined) return 'gone';
      if (issue.status === 'done') return 'done';
      write(issue, text);
      return answer('commented');
    },
    resolve: async (issueId, text) => {
      refuse();
      const issue = find(issueId);
      if (issue === undefined) return 'gone';
      if (issue.status === 'done') return 'resolved';
      write(issue, text);
      if (faults.hasNoWay) return answer('no-way');
      issue.status = 'done';
      return answer('resolved');
    },
  };
  return {
    board,
    issues,
    faults,
    calls: () => calls,
    open: () => issues.filter((one) => one.status === 'open'),
  };
}

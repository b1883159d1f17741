import type { App } from '../compose';
import type { NoticeView } from '../contract';
import { failureOf } from '../domain/failure';
import { noticeCauses, type OpenedIssue } from '../domain/notice';
import { testEnd, testText } from '../sync/notice-texts';
import type { Handler } from './guard';

export const listNoticeProjects: Handler<'listNoticeProjects'> = async ({ text }, { app }) => {
  try {
    const projects = await app.board.projects(text);
    return projects.length > 0 || text !== undefined ? { projects } : { projects, missing: noProject };
  } catch (error) {
    return { projects: [], missing: failureOf(error).message };
  }
};

const noProject =
  'The app may create issues in no project. Give it the permission “Create issues” in a project’s settings, for example with the role for apps, then look again.';

/** Throws what keeps the app from creating an issue; what goes wrong after that is only noted. */
export const testNotice: Handler<'testNotice'> = async (place, { app }) => {
  const issue = await app.board.open({ ...place, mark: `test:${app.newId()}` }, testText);
  await forgetTrouble(app);
  const note = await endTest(issue, app);
  return { issueKey: issue.issueKey, ...(note === undefined ? {} : { note }) };
};

async function endTest({ issueId }: OpenedIssue, { board }: App): Promise<string | undefined> {
  try {
    const answer = await board.resolve(issueId, testEnd);
    if (answer === 'resolved') return undefined;
    return answer === 'gone'
      ? 'The app cannot see the issue that it has created, so it could neither comment on it nor resolve it. Give it the permission “Browse projects”.'
      : 'It is still open: from where it is, no transition leads to a done status without asking for a field. Issues will say when it is over, and somebody has to close them.';
  } catch (error) {
    return `It is still open. ${failureOf(error).message}`;
  }
}

/** What went wrong before is mended. Somebody who tells at this moment knows better. */
async function forgetTrouble({ notices }: App): Promise<void> {
  const { revision, trouble, ...told } = await notices.get();
  if (trouble !== undefined) await notices.save(told, revision);
}

export const listNotices: Handler<'listNotices'> = async (_, { app }) => {
  const { connections, trouble } = await app.notices.get();
  const names = new Map((await app.connections.list()).connections.map(({ id, name }) => [id, name]));
  const notices = Object.entries(connections).flatMap(([connectionId, { open }]) =>
    noticeCauses.flatMap((cause): readonly NoticeView[] => {
      const notice = open[cause];
      if (notice === undefined) return [];
      const { issueKey, openedAtMs, times, over } = notice;
      const connectionName = names.get(connectionId);
      return [
        {
          connectionId,
          ...(connectionName === undefined ? {} : { connectionName }),
          cause,
          issueKey,
          openedAtMs,
          times,
          ...(over === undefined ? {} : { over }),
        },
      ];
    }),
  );
  return { notices, ...(trouble === undefined ? {} : { trouble }) };
};

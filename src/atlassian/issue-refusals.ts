import { FailureError, type Failure } from '../domain/failure';
import type { NoticePlace } from '../domain/notice';
import type { HttpResponse } from '../http/request';
import { jsonOf, type IssueCall } from './issue-calls';
import { refusal } from './notice-schema';

/** Why a call was refused, where the call itself has no better word for it. */
export function refused(
  { status }: Pick<HttpResponse, 'status'>,
  { to }: Pick<IssueCall, 'to'>,
): FailureError {
  if (status === 401) return new FailureError(notSignedIn(to));
  if (status === 403) {
    return new FailureError({
      kind: 'access-missing',
      message: `Jira does not let the app ${to}. Give it the right in the project's permissions, or choose another project.`,
    });
  }
  return new FailureError({
    kind: 'unexpected-response',
    message: `Jira answered status ${status} when the app wanted to ${to}. If it repeats, report it.`,
  });
}

function notSignedIn(to: string): Failure {
  return {
    kind: 'access-missing',
    message: `Jira did not accept the app when it wanted to ${to}. If the app was updated, allow what it asks for now: Atlassian Administration, Connected apps.`,
  };
}

/**
 * Why no issue was created. Jira answers 403 for a missing permission, and 400 with the fields: `project` where it is gone, archived or out of sight,
 * `issuetype`, or those that the project requires.
 */
export function notCreated(answer: HttpResponse, { projectKey }: NoticePlace): FailureError {
  const could = 'Could not create the issue';
  if (answer.status === 403 || answer.status === 404) {
    return new FailureError({
      kind: 'access-missing',
      message: `${could}: the app has no permission to create issues in ${projectKey}. Give it the permission in the project's settings, or choose another project.`,
    });
  }
  if (answer.status !== 400) return refused(answer, { to: `create an issue in ${projectKey}` });
  const { data } = refusal.safeParse(jsonOf(answer.text));
  const fields = Object.entries(data?.errors ?? {});
  const names = fields.map(([name]) => name);
  if (names.some((name) => name === 'project' || name === 'pid')) {
    return rejected('notices.projectId', [
      `${could}: the project ${projectKey} was deleted or archived, or the app may not create issues in it.`,
      'Choose another project, or give the app the permission in the project’s settings.',
    ]);
  }
  if (names.includes('issuetype')) {
    return rejected('notices.issueTypeId', [
      `${could}: the project ${projectKey} does not have the issue type that was chosen any more.`,
      'Choose another one.',
    ]);
  }
  return rejected('notices.issueTypeId', [
    `${could}: ${projectKey} asks for more than the app can fill in${names.length === 0 ? '' : ` (${fields.map(inWords).join('; ')})`}.`,
    'Choose another issue type, or make these fields optional.',
  ]);
}

/** Jira's own sentence for the field, which names it as people know it; it is about an issue without people. */
function inWords([name, words]: readonly [string, unknown]): string {
  return typeof words === 'string' && words !== '' ? words.replace(/\.$/, '').slice(0, 200) : name;
}

function rejected(field: string, sentences: readonly string[]): FailureError {
  return new FailureError({ kind: 'settings-rejected', field, message: sentences.join(' ') });
}

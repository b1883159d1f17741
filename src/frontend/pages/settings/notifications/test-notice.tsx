import Button from '@atlaskit/button/default/button';
import SectionMessage from '@atlaskit/section-message';
import type { Outputs } from '../../../../contract';
import { useTestNotice } from '../../../api/notices';
import { Problem } from '../../../components/problem';
import { IssueLink } from './issue-link';
import { isPlace, type NoticeDraft } from './notice-draft';

/** Tries the place that is chosen, saved or not. */
export function TestNotice({ draft }: { draft: NoticeDraft }) {
  const test = useTestNotice();
  const { projectId, projectKey, issueTypeId } = draft;
  const canTry = isPlace(draft);
  // What was tried last may be another place than the one that is chosen now.
  const isOfNow = test.variables?.projectId === projectId && test.variables.issueTypeId === issueTypeId;
  return (
    <div className="stack-tight">
      <div className="actions">
        <Button
          isDisabled={!canTry}
          isLoading={test.isPending}
          onClick={() => test.mutate({ projectId, projectKey, issueTypeId })}
        >
          Send a test issue
        </Button>
        <span className="subtle">
          {canTry
            ? 'Creates an issue that says that it is a test, and resolves it.'
            : 'Choose a project first.'}
        </span>
      </div>
      <div aria-live="polite">{test.isSuccess && isOfNow && <Tested result={test.data} />}</div>
      {test.isError && isOfNow && <Problem title="The test issue could not be created" error={test.error} />}
    </div>
  );
}

function Tested({ result: { issueKey, note } }: { result: Outputs['testNotice'] }) {
  return (
    <SectionMessage appearance={note === undefined ? 'success' : 'warning'}>
      <p>
        <IssueLink issueKey={issueKey} /> was created{note === undefined ? ' and resolved.' : `. ${note}`}
      </p>
    </SectionMessage>
  );
}

import Button from '@atlaskit/button/default/button';
import EmptyState from '@atlaskit/empty-state';
import { StartProblem, useStart } from '../connector/start-run';

/** The first step where there is nothing to explain from. */
export function NothingStored({ connectionId }: { connectionId: string }) {
  const start = useStart(connectionId);
  return (
    <div className="stack">
      <StartProblem start={start} />
      <EmptyState
        header="The directory has not been read yet"
        headingLevel={2}
        description="Answers come from what the last run read, and no run has stored anything yet. A preview reads the directory and changes nothing."
        primaryAction={
          <Button
            appearance="primary"
            isLoading={start.starting !== undefined}
            onClick={() => start.begin({ mode: 'preview' })}
          >
            Start a preview
          </Button>
        }
      />
    </div>
  );
}

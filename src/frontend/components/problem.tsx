import Button from '@atlaskit/button/default/button';
import SectionMessage from '@atlaskit/section-message';
import { answerErrorOf } from '../api/call-error';

interface ProblemProps {
  /** What could not be done: "The connectors could not be loaded". */
  readonly title: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** The error face of a page or of an action: what happened, the server's way out, and a retry where one makes sense. */
export function Problem({ title, error, onRetry }: ProblemProps) {
  return (
    <div role="alert">
      <SectionMessage appearance="error" title={title}>
        <p>{answerErrorOf(error).message}</p>
        {onRetry !== undefined && (
          <div className="message-action">
            <Button onClick={onRetry}>Try again</Button>
          </div>
        )}
      </SectionMessage>
    </div>
  );
}

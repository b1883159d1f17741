import NoIcon from '@atlaskit/icon/core/status-error';
import NoteIcon from '@atlaskit/icon/core/status-information';
import YesIcon from '@atlaskit/icon/core/status-success';
import { token } from '@atlaskit/tokens';
import type { ReactNode } from 'react';
import type { ExplanationStep } from '../../../domain/explanation';
import { answerWords, stepWords } from '../../words/explain-words';

/** The way from the directory to the site, in its order; each step with its answer as a sign and as a word. */
export function StepList({ label, steps }: { label: string; steps: readonly ExplanationStep[] }) {
  if (steps.length === 0) return <p className="quiet">There is nothing to say about it.</p>;
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a step has no other name: the same one may come twice
        <li key={index} className="step">
          {icons[step.answer]}
          <span className="step-answer">{answerWords(step.answer)}</span>
          <div className="two-lines">
            <strong>{stepWords(step.step)}</strong>
            <span>{step.message}</span>
          </div>
        </li>
      ))}
    </ol>
  );
}

const icons: Record<ExplanationStep['answer'], ReactNode> = {
  yes: <YesIcon label="" color={token('color.icon.success')} />,
  no: <NoIcon label="" color={token('color.icon.danger')} />,
  info: <NoteIcon label="" color={token('color.icon.information')} />,
};

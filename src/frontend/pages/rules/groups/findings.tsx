import type { ReactNode } from 'react';
import type { RulesPreview } from '../../../../contract';
import { useSavedPreview } from '../../../api/rules';
import { Loading } from '../../../components/loading';
import { Problem } from '../../../components/problem';
import type { RulesForm } from '../rules-form';

type Effect = NonNullable<RulesPreview['effect']>;

interface FindingsProps {
  readonly form: RulesForm;
  /** What is looked for, for the messages: "names that several groups lead to". */
  readonly what: string;
  readonly children: (effect: Effect) => ReactNode;
}

/** What is stored of the directory says which decisions are needed: by the rules that were previewed last, else by the saved ones. */
export function Findings({ form, what, children }: FindingsProps) {
  const saved = useSavedPreview(form.connectionId);
  const preview = form.shown?.preview ?? saved.data;
  if (preview?.effect !== undefined) return <>{children(preview.effect)}</>;
  if (preview !== undefined) return <p className="quiet">{preview.summary}</p>;
  if (saved.isError)
    return (
      <Problem
        title={`It could not be looked up: ${what}`}
        error={saved.error}
        onRetry={() => void saved.refetch()}
      />
    );
  return <Loading label={`Looking for ${what}`} />;
}

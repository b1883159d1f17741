import FailedIcon from '@atlaskit/icon/core/status-error';
import OkIcon from '@atlaskit/icon/core/status-success';
import { token } from '@atlaskit/tokens';
import { answerErrorOf } from '../../../api/call-error';
import type { useCheckedRules } from '../../../api/rules';

/** What became of one example when the rules were tried last. */
export type Result =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' | 'not-tried'; readonly message: string }
  | { readonly kind: 'awaited' };

export function resultOf({ data, error }: ReturnType<typeof useCheckedRules>, at: number): Result {
  if (error !== null) return { kind: 'not-tried', message: answerErrorOf(error).message };
  if (data === undefined) return { kind: 'awaited' };
  const own = data.faults.find(({ field }) => `${field}.`.startsWith(`examples.${at}.`));
  if (own !== undefined) return { kind: 'wrong', message: own.message };
  const other = data.faults.find(({ field }) => !field.startsWith('examples.'));
  return other === undefined ? { kind: 'right' } : { kind: 'not-tried', message: other.message };
}

interface ExampleResultProps {
  readonly result: Result;
  /** What the last save was refused with for this example. */
  readonly refusal: string | undefined;
}

export function ExampleResult({ result, refusal }: ExampleResultProps) {
  return (
    <output className="example-result wrap" tabIndex={-1} data-wrong={refusal !== undefined}>
      {refusal === undefined ? <Tried result={result} /> : <Wrong message={refusal} />}
    </output>
  );
}

function Tried({ result }: { result: Result }) {
  if (result.kind === 'awaited') return <span className="quiet">Being tried…</span>;
  if (result.kind === 'not-tried') return <span>Not tried yet: {result.message}</span>;
  if (result.kind === 'wrong') return <Wrong message={result.message} />;
  return (
    <>
      <OkIcon label="" color={token('color.icon.success')} />
      <span>Comes out as written</span>
    </>
  );
}

function Wrong({ message }: { message: string }) {
  return (
    <>
      <FailedIcon label="" color={token('color.icon.danger')} />
      <span>
        <strong>Does not come out as written.</strong> {message}
      </span>
    </>
  );
}

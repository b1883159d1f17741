import Spinner from '@atlaskit/spinner';

export function Loading({ label }: { label: string }) {
  return (
    <output className="loading">
      <Spinner size="large" label={label} />
    </output>
  );
}

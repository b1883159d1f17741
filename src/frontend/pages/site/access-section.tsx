import Button from '@atlaskit/button/default/button';
import Heading from '@atlaskit/heading';
import { useCheckAccess } from '../../api/target-actions';
import { ChecksMessage } from '../../components/checks-message';
import { ComesIntoView } from '../../components/comes-into-view';
import { Problem } from '../../components/problem';

export function AccessSection() {
  const check = useCheckAccess();
  return (
    <section className="form-section form">
      <Heading size="medium" as="h2">
        Access
      </Heading>
      <p className="section-text">Tries each permission that a run needs, without changing anything.</p>
      <div className="actions">
        <Button isLoading={check.isPending} onClick={() => check.mutate()}>
          Check access
        </Button>
      </div>
      {check.isError && <Problem title="The access could not be checked" error={check.error} />}
      {check.data !== undefined && (
        <ComesIntoView atMs={check.submittedAt}>
          <ChecksMessage
            checks={check.data.checks}
            title={{ ok: 'Everything a run needs is allowed', failed: 'Something is missing' }}
          />
        </ComesIntoView>
      )}
    </section>
  );
}

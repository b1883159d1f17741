import Button from '@atlaskit/button/default/button';
import SectionMessage from '@atlaskit/section-message';
import { useDeleteConnection } from '../../api/connection-actions';
import { Problem } from '../../components/problem';

/** A connection whose stored settings cannot be read any more: it takes no part until it is deleted. */
export function DamagedNotice({ id }: { id: string }) {
  const remove = useDeleteConnection();
  return (
    <SectionMessage appearance="error" title="The stored settings of a connector are damaged">
      <p>
        The connector with the ID {id} does not run any more. Delete it and create it again. Groups and
        memberships stay as they are.
      </p>
      <div className="message-action">
        <Button isLoading={remove.isPending} onClick={() => remove.mutate(id)}>
          Delete the damaged connector
        </Button>
      </div>
      {remove.isError && <Problem title="The connector could not be deleted" error={remove.error} />}
    </SectionMessage>
  );
}

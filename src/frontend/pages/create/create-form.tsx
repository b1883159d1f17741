import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import type { FormEvent } from 'react';
import { isSame } from '../../api/is-same';
import { ChecksMessage } from '../../components/checks-message';
import { ComesIntoView } from '../../components/comes-into-view';
import { Problem } from '../../components/problem';
import { useLeaveGuard } from '../../routing/leave-guard';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { kindNames } from '../../words/directory-words';
import { ConnectionFields } from '../connector-form/connector-fields';
import { fieldNamesOf, type ConnectorDraft } from '../connector-form/draft';
import { draftErrors } from '../connector-form/draft-errors';
import { isForWholeForm } from '../connector-form/field-errors';
import { SetupGuide } from '../connector-form/guide/setup-guide';
import { LeaveModal } from '../connector-form/leave-modal';
import { useMissingConsent } from '../connector-form/okta/use-missing-consent';
import { NewSecretFields } from '../connector-form/secret-field';
import { useDraft } from '../connector-form/use-draft';
import type { BesidesForm } from './create-input';
import { useCreate, type Create } from './use-create';

interface CreateFormProps {
  readonly initial: ConnectorDraft;
  readonly besides: BesidesForm;
}

/** What a new connector needs to reach its directory. Everything else has a default, and its tab on the connector's page. */
export function CreateForm({ initial, besides }: CreateFormProps) {
  const create = useCreate(besides);
  const { draft, change, errors, accept, form: element } = useDraft({ initial, serverError: create.error });
  const leave = useLeaveGuard({ isOn: !isSame(draft, initial), isWithin: () => false });
  const consentErrors = useMissingConsent(draft.directory);
  const isRight = (): boolean => accept({ ...draftErrors(draft, 'needed'), ...consentErrors });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isRight()) create.create(draft, ({ connection }) => leave.replaceBy(paths.connector(connection.id)));
  };
  const form = { draft, errors, change };
  return (
    <div className="with-guide">
      <SetupGuide directory={draft.directory} startsOpen />
      <form
        ref={element}
        className="form"
        noValidate
        onSubmit={submit}
        aria-label={`${kindNames[draft.directory.kind]} connector`}
      >
        <ConnectionFields {...form} secret={<NewSecretFields {...form} />} />
        <Tested create={create} draft={draft} />
        {isForWholeForm(create.error, fieldNamesOf(draft)) && (
          <Problem title={create.problem} error={create.error} />
        )}
        <Buttons create={create} onTest={() => isRight() && create.test(draft)} />
      </form>
      <ModalTransition>
        {leave.to !== undefined && <LeaveModal leave={leave} what="this page" />}
      </ModalTransition>
    </div>
  );
}

/** What the test said of what stands in the form now. */
function Tested({ create, draft }: { create: Create; draft: ConnectorDraft }) {
  const tested = create.testedFor(draft);
  if (tested === undefined) return null;
  return (
    <ComesIntoView atMs={tested.atMs}>
      <ChecksMessage
        checks={tested.checks}
        title={{ ok: 'The connection works', failed: 'The connection does not work yet' }}
      />
    </ComesIntoView>
  );
}

function Buttons({ create, onTest }: { create: Create; onTest: () => void }) {
  const { navigate } = useNavigation();
  return (
    <div className="sticky-bar">
      <div className="actions">
        <Button type="submit" appearance="primary" isLoading={create.busy === 'create'}>
          Create
        </Button>
        <Button isLoading={create.busy === 'test'} onClick={onTest}>
          Test connection
        </Button>
        <Button appearance="subtle" onClick={() => navigate(paths.connectors)}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

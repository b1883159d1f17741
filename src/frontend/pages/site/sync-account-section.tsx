import Button from '@atlaskit/button/default/button';
import Heading from '@atlaskit/heading';
import { RadioGroup } from '@atlaskit/radio';
import SectionMessage from '@atlaskit/section-message';
import { useId, useState } from 'react';
import type { TargetView } from '../../../contract';
import type { TargetApi } from '../../../domain/target';
import { useOverview } from '../../api/queries';
import { useUseMyAccount } from '../../api/target-actions';
import { Problem } from '../../components/problem';
import { SavedNote } from '../../components/saved-note';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { dateAndTime } from '../../words/time';

const apiNames: Record<TargetApi, string> = { jira: 'Jira', confluence: 'Confluence' };

const apiOptions = [
  { name: 'api', value: 'jira', label: 'Jira' },
  { name: 'api', value: 'confluence', label: 'Confluence' },
];

export function SyncAccountSection({ target }: { target: TargetView }) {
  const use = useUseMyAccount();
  const [api, setApi] = useState<TargetApi>(target.settings?.api ?? 'jira');
  const apiLabelId = useId();
  const { settings, me } = target;
  const isMine = settings?.syncAccountId === me.accountId;
  return (
    <section className="form-section form">
      <Heading size="medium" as="h2">
        Sync account
      </Heading>
      <Present target={target} />
      <div className="field">
        <span id={apiLabelId} className="label">
          Change groups through
        </span>
        <RadioGroup
          labelId={apiLabelId}
          options={apiOptions}
          value={api}
          onChange={(event) => setApi(event.currentTarget.value === 'confluence' ? 'confluence' : 'jira')}
        />
        <p className="field-help">
          Jira and Confluence share the same groups, so each change is made once. Choose the product in which
          you are an administrator.
        </p>
      </div>
      <Consequences me={me} isMine={isMine} />
      {use.isError && <Problem title="Your account could not be set as the sync account" error={use.error} />}
      <div className="actions">
        {(!isMine || settings.api !== api) && (
          <Button
            appearance={settings === undefined ? 'primary' : 'default'}
            isLoading={use.isPending}
            onClick={() => use.mutate(api)}
          >
            {isMine ? `Change groups through ${apiNames[api]}` : 'Use my account'}
          </Button>
        )}
        <SavedNote isSaved={use.isSuccess} />
      </div>
      {settings !== undefined && <FirstConnector />}
    </section>
  );
}

/** The next step on a site that has no connector. */
function FirstConnector() {
  const { data } = useOverview();
  const { navigate } = useNavigation();
  if (data?.connections.length !== 0) return null;
  return (
    <SectionMessage appearance="success" title="The sync account is set">
      <p>Next, create a connector to the directory that your people and groups are kept in.</p>
      <div className="message-action">
        <Button appearance="primary" onClick={() => navigate(paths.chooseConnector)}>
          Create connector
        </Button>
      </div>
    </SectionMessage>
  );
}

function Present({ target: { settings } }: { target: TargetView }) {
  if (settings === undefined) {
    return (
      <SectionMessage appearance="warning" title="No sync account yet">
        <p>Connectors can be set up, but no run can start until an administrator lends their account.</p>
      </SectionMessage>
    );
  }
  return (
    <dl className="facts">
      <dt>Account</dt>
      <dd>{settings.syncAccountName}</dd>
      <dt>Since</dt>
      <dd>{dateAndTime(settings.setAtMs)}</dd>
    </dl>
  );
}

function Consequences({ me, isMine }: { readonly me: TargetView['me']; readonly isMine: boolean }) {
  return (
    <div className="section-text">
      <p>
        You are signed in as <strong>{me.displayName}</strong>.{' '}
        {isMine ? 'While yours is the sync account:' : 'With “Use my account”:'}
      </p>
      <ul className="plain-list">
        <li>
          the app changes group memberships in your name, also while you are away; the audit log shows you as
          the author;
        </li>
        <li>only your account ID is stored, no password and no token;</li>
        <li>
          you must stay an administrator who may manage groups: when that right ends, runs stop and say so;
        </li>
        <li>your own memberships are never changed.</li>
      </ul>
      {!me.canManageGroups && (
        <SectionMessage appearance="warning" title="Your account may not manage groups">
          <p>
            Ask a site administrator to open this page and use their account, or to make you a site
            administrator.
          </p>
        </SectionMessage>
      )}
    </div>
  );
}

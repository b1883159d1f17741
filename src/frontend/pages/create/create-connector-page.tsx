import type { ConnectorKind } from '../../../domain/connection';
import { PageFrame } from '../../components/page-frame';
import { paths } from '../../routing/route';
import { kindNames } from '../../words/directory-words';
import { adminTimeZone } from '../../words/locale';
import { defaultCron } from '../connector-form/default-settings';
import { emptyDraft } from '../connector-form/draft';
import { CreateForm } from './create-form';

export function CreateConnectorPage({ kind }: { kind: ConnectorKind }) {
  const schedule = { enabled: false, cron: defaultCron, timeZone: adminTimeZone() };
  return (
    <PageFrame
      title={`Create ${kindNames[kind]} connector`}
      crumbs={[{ text: 'Create connector', to: paths.chooseConnector }]}
    >
      <CreateForm initial={emptyDraft(kind)} besides={{ schedule }} />
    </PageFrame>
  );
}

import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { useGroupsWord } from '../../words/product';

/** Without a sync account nothing can be read from or written to the site. */
export function SyncAccountNotice() {
  const { navigate } = useNavigation();
  const groups = useGroupsWord();
  return (
    <SectionMessage
      appearance="warning"
      title="Choose the account that changes groups"
      actions={[
        <SectionMessageAction key="choose" onClick={() => navigate(paths.site)}>
          Choose the sync account
        </SectionMessageAction>,
      ]}
    >
      <p>
        {groups} are changed in the name of an administrator. Until an administrator agrees to that with their
        own account, no connector can run.
      </p>
    </SectionMessage>
  );
}

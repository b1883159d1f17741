import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message';
import type { Outputs } from '../../../contract';
import { useNavigation } from '../../routing/navigation';
import { useGroupsWord } from '../../words/product';
import { DamagedNotice } from './damaged-notice';
import { warningsOf, type Warning } from './warnings';

/** What needs an administrator, the most urgent first. */
export function WarningList({ overview }: { overview: Outputs['overview'] }) {
  const groups = useGroupsWord();
  return (
    <>
      {overview.damaged.map((id) => (
        <DamagedNotice key={id} id={id} />
      ))}
      {warningsOf(overview, { groups }).map((warning) => (
        <WarningMessage key={warning.key} warning={warning} />
      ))}
    </>
  );
}

function WarningMessage({ warning: { appearance, title, text, action } }: { warning: Warning }) {
  const { navigate } = useNavigation();
  return (
    <SectionMessage
      appearance={appearance}
      title={title}
      {...(action === undefined
        ? {}
        : {
            actions: [
              <SectionMessageAction key={action.to} onClick={() => navigate(action.to)}>
                {action.label}
              </SectionMessageAction>,
            ],
          })}
    >
      <p>{text}</p>
    </SectionMessage>
  );
}

import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message';
import type { Outputs } from '../../../contract';
import { useNavigation } from '../../routing/navigation';
import { useGroupsWord } from '../../words/product';
import { DamagedNotice } from './damaged-notice';
import { warningsOf, type Warning } from './warnings';

/** What needs an administrator, the most urgent first. */
export function WarningList({ overview }: { overview: Outputs['overview'] }) {
  const groups = useGroupsWord();
  const warnings = warningsOf(overview, { groups });
  if (warnings.length + overview.damaged.length === 0) return null;
  return (
    <div className="stack-tight">
      {overview.damaged.map((id) => (
        <DamagedNotice key={id} id={id} />
      ))}
      {warnings.map((warning) => (
        <WarningMessage key={warning.key} warning={warning} />
      ))}
    </div>
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

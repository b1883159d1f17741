import FailedIcon from '@atlaskit/icon/core/status-error';
import NotTriedIcon from '@atlaskit/icon/core/minus-square';
import OkIcon from '@atlaskit/icon/core/status-success';
import { token } from '@atlaskit/tokens';
import type { ReactNode } from 'react';
import type { AccessCheck } from '../../domain/target';

/** The results of "Save and test connection" and of "Check access". */
export function CheckList({ label, checks }: { label: string; checks: readonly AccessCheck[] }) {
  return (
    <ul className="check-list" aria-label={label}>
      {checks.map((check) => (
        <li key={check.name}>
          {icons[check.result]}
          <div>
            <strong>{check.name}</strong>
            <p>{check.message}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

const icons: Record<AccessCheck['result'], ReactNode> = {
  ok: <OkIcon label="OK" color={token('color.icon.success')} />,
  failed: <FailedIcon label="Failed" color={token('color.icon.danger')} />,
  'not-tried': <NotTriedIcon label="Not tried" color={token('color.icon.subtle')} />,
};

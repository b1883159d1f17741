import { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import type { ConnectionSummary } from '../../../contract';
import { ActionsMenu } from '../../components/actions-menu';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';

interface RowActionsProps {
  readonly row: ConnectionSummary;
  readonly onStart: (connectionId: string, mode: 'preview' | 'sync') => void;
}

export function RowActions({ row, onStart }: RowActionsProps) {
  const { navigate } = useNavigation();
  return (
    <ActionsMenu label={`Actions for ${row.name}`}>
      <DropdownItemGroup>
        <DropdownItem onClick={() => onStart(row.id, 'preview')}>Preview</DropdownItem>
        <DropdownItem onClick={() => onStart(row.id, 'sync')}>Sync</DropdownItem>
      </DropdownItemGroup>
      <DropdownItemGroup hasSeparator>
        <DropdownItem onClick={() => navigate(paths.connector(row.id))}>Settings</DropdownItem>
        <DropdownItem onClick={() => navigate(paths.connector(row.id, 'runs'))}>Runs</DropdownItem>
        <DropdownItem onClick={() => navigate(paths.explain(row.id))}>Explain memberships</DropdownItem>
      </DropdownItemGroup>
    </ActionsMenu>
  );
}

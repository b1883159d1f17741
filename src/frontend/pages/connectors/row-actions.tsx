import IconButton from '@atlaskit/button/icon/button';
import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import MoreIcon from '@atlaskit/icon/core/show-more-horizontal';
import type { ConnectionSummary } from '../../../contract';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';

interface RowActionsProps {
  readonly row: ConnectionSummary;
  readonly onStart: (connectionId: string, mode: 'preview' | 'sync') => void;
}

export function RowActions({ row, onStart }: RowActionsProps) {
  const { navigate } = useNavigation();
  return (
    <DropdownMenu
      shouldRenderToParent
      placement="bottom-end"
      trigger={({ triggerRef, isSelected, ...trigger }) => (
        <IconButton
          {...trigger}
          ref={triggerRef}
          isSelected={isSelected === true}
          icon={MoreIcon}
          label={`Actions for ${row.name}`}
          appearance="subtle"
        />
      )}
    >
      <DropdownItemGroup>
        <DropdownItem onClick={() => onStart(row.id, 'preview')}>Preview</DropdownItem>
        <DropdownItem onClick={() => onStart(row.id, 'sync')}>Sync</DropdownItem>
      </DropdownItemGroup>
      <DropdownItemGroup hasSeparator>
        <DropdownItem onClick={() => navigate(paths.connector(row.id))}>Settings</DropdownItem>
        <DropdownItem onClick={() => navigate(paths.connector(row.id, 'runs'))}>Runs</DropdownItem>
      </DropdownItemGroup>
    </DropdownMenu>
  );
}

import { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import type { ConnectionSummary } from '../../../contract';
import { ActionsMenu } from '../../components/actions-menu';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';

export type Way = 'up' | 'down';
export type Dialog = 'export' | 'delete';

/** What can be done to a row. */
export interface RowDeeds {
  readonly onStart: (connectionId: string, mode: 'preview' | 'sync') => void;
  readonly onSwitch: (connectionId: string, enabled: boolean) => void;
  readonly onMove: (row: ConnectionSummary, way: Way) => void;
  /** Whether a row can move that way. */
  readonly canMove: (connectionId: string, way: Way) => boolean;
  readonly onAsk: (row: ConnectionSummary, dialog: Dialog) => void;
}

export function RowActions({ row, deeds }: { row: ConnectionSummary; deeds: RowDeeds }) {
  const { navigate } = useNavigation();
  const { id } = row;
  return (
    <ActionsMenu label={`Actions for ${row.name}`}>
      <DropdownItemGroup>
        <DropdownItem onClick={() => deeds.onStart(id, 'preview')}>Preview</DropdownItem>
        <DropdownItem onClick={() => deeds.onStart(id, 'sync')}>Sync</DropdownItem>
      </DropdownItemGroup>
      <DropdownItemGroup hasSeparator>
        <DropdownItem onClick={() => navigate(paths.connector(id))}>Settings</DropdownItem>
        <DropdownItem onClick={() => navigate(paths.connector(id, 'runs'))}>Runs</DropdownItem>
        <DropdownItem onClick={() => navigate(paths.explain(id))}>Explain memberships</DropdownItem>
        <DropdownItem onClick={() => deeds.onAsk(row, 'export')}>Export</DropdownItem>
      </DropdownItemGroup>
      {(deeds.canMove(id, 'up') || deeds.canMove(id, 'down')) && (
        <DropdownItemGroup hasSeparator>
          <Move row={row} way="up" deeds={deeds} />
          <Move row={row} way="down" deeds={deeds} />
        </DropdownItemGroup>
      )}
      <DropdownItemGroup hasSeparator>
        <DropdownItem onClick={() => deeds.onAsk(row, 'delete')}>Delete</DropdownItem>
      </DropdownItemGroup>
    </ActionsMenu>
  );
}

function Move({ row, way, deeds }: { row: ConnectionSummary; way: Way; deeds: RowDeeds }) {
  return (
    <DropdownItem isDisabled={!deeds.canMove(row.id, way)} onClick={() => deeds.onMove(row, way)}>
      {way === 'up' ? 'Move up' : 'Move down'}
    </DropdownItem>
  );
}

import Button from '@atlaskit/button/default/button';
import { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import type { ConnectionSummary } from '../../../contract';
import { ActionsMenu } from '../../components/actions-menu';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { isUnderWay } from '../../words/run-status';

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

interface RowActionsProps {
  readonly row: ConnectionSummary;
  readonly deeds: RowDeeds;
}

export function RowActions({ row, deeds }: RowActionsProps) {
  return (
    <div className="row-actions">
      {(row.lastRun === undefined || !isUnderWay(row.lastRun.status)) && <StartRow row={row} deeds={deeds} />}
      <MoreActions row={row} deeds={deeds} />
    </div>
  );
}

/** Before the first preview a sync would be one, so none is offered. */
function StartRow({ row, deeds }: RowActionsProps) {
  const mode = row.needsPreview === true ? 'preview' : 'sync';
  const word = mode === 'preview' ? 'Preview' : 'Sync';
  return (
    <Button spacing="compact" aria-label={`${word} ${row.name}`} onClick={() => deeds.onStart(row.id, mode)}>
      {word}
    </Button>
  );
}

function MoreActions({ row, deeds }: RowActionsProps) {
  const { navigate } = useNavigation();
  const { id } = row;
  return (
    <ActionsMenu label={`Actions for ${row.name}`}>
      <DropdownItemGroup>
        <DropdownItem onClick={() => deeds.onStart(id, 'preview')}>Preview</DropdownItem>
        {row.needsPreview !== true && (
          <DropdownItem onClick={() => deeds.onStart(id, 'sync')}>Sync</DropdownItem>
        )}
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

import IconButton from '@atlaskit/button/icon/button';
import DropdownMenu, { type CustomTriggerProps } from '@atlaskit/dropdown-menu';
import MoreIcon from '@atlaskit/icon/core/show-more-horizontal';
import { useMemo, type ReactNode } from 'react';

/** A menu behind three dots. `label` says whose actions they are. */
export function ActionsMenu({ label, children }: { label: string; children: ReactNode }) {
  const trigger = useMemo(() => triggerNamed(label), [label]);
  return (
    <DropdownMenu shouldRenderToParent placement="bottom-end" trigger={trigger}>
      {children}
    </DropdownMenu>
  );
}

function triggerNamed(label: string) {
  return ({ triggerRef, isSelected, ...trigger }: CustomTriggerProps<HTMLButtonElement>) => (
    <IconButton
      {...trigger}
      ref={triggerRef}
      isSelected={isSelected === true}
      icon={MoreIcon}
      label={label}
      appearance="subtle"
    />
  );
}

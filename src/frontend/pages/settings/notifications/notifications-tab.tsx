import EmptyState from '@atlaskit/empty-state';

export function NotificationsTab() {
  return (
    <EmptyState
      header="Nobody is told of runs"
      headingLevel={2}
      description="The list of connectors says what waits for you."
    />
  );
}

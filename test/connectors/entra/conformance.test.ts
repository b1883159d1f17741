import { describeChanges } from '../../support/connector-changes';
import { describeConnector } from '../../support/connector-conformance';
import { entra, startEntraTwin } from '../../support/entra-twin';

describeConnector(entra);

describeChanges({ label: 'Entra ID', start: (size) => startEntraTwin(size), deletedPeople: 'told' });

// The documentation and clients' reports differ on whether groups tell of members who were deleted.
describeChanges({
  label: 'Entra ID without guests, where groups tell of deleted members',
  start: (size) =>
    startEntraTwin(size, {
      settings: { guests: 'exclude', groupKinds: ['security', 'onPremises'] },
      simulator: { reportsDeletedMembers: true },
    }),
  deletedPeople: 'told',
});

const lagMs = 90_000;
describeChanges({
  label: 'Entra ID where delta learns late of changes',
  start: (size) => startEntraTwin(size, { simulator: { deltaLagMs: lagMs } }),
  deletedPeople: 'told',
  lagMs,
});

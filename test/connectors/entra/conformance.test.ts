import { describeChanges } from '../../support/connector-changes';
import { describeConnector } from '../../support/connector-conformance';
import { entra, startEntraTwin } from '../../support/entra-twin';

describeConnector(entra);

describeChanges({ label: 'Entra ID', start: (size) => startEntraTwin(size), deletedPeople: 'told' });

// A person in the recycle bin is still a member by the record of some groups, and a new group may hold the ones before it.
describeChanges({
  label: 'Entra ID with required groups, where groups tell of deleted members',
  start: (size) =>
    startEntraTwin(size, {
      settings: { guests: 'exclude', groupKinds: ['security', 'onPremises'] },
      simulator: { reportsDeletedMembers: true },
    }),
  deletedPeople: 'told',
});

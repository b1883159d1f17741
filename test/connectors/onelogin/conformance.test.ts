import { describeConnector } from '../../support/connector-conformance';
import { startOneLoginTwin } from '../../support/onelogin-twin';

// With all three sources, except where calls are counted: groups have pages of 50 and are rarely many.
describeConnector('OneLogin', (size) =>
  startOneLoginTwin(size, size.users < 10_000 ? {} : { groupSources: ['roles', 'member_of'] }),
);

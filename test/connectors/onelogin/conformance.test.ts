import { describeConnector } from '../../support/connector-conformance';
import { oneLogin } from '../../support/onelogin-twin';

describeConnector(oneLogin);

import { describeConnector } from '../../support/connector-conformance';
import { oneLogin } from '../../support/onelogin-kinds';

describeConnector(oneLogin);

import type { ConnectorKind } from '../../../src/domain/connection';
import type { StartDirectory } from './directory';
import { startDemoEntra } from './entra';
import { startDemoOkta } from './okta';
import { startDemoOneLogin } from './onelogin';

export type { DemoDirectory } from './directory';

export const demoDirectories: Readonly<Record<ConnectorKind, StartDirectory>> = {
  onelogin: startDemoOneLogin,
  okta: startDemoOkta,
  entra: startDemoEntra,
};

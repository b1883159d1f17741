import type { ConnectorConfiguration } from '../../../src/domain/connection';
import type { HostRoutes } from '../../host';

/** "Lighthouse" in one kind of directory, over its simulator. */
export interface DemoDirectory {
  /** As people call it: "OneLogin". */
  readonly title: string;
  readonly url: string;
  /** What is chosen in the form, in words. */
  readonly choices: string;
  readonly configuration: ConnectorConfiguration;
  readonly secret: string;
  readonly routes: HostRoutes;
  /** What to enter on the page, so that the connector reaches the simulator. */
  readonly whatToEnter: string;
  /** Amelia leaves Engineering, Nadia joins Sales. */
  move(): void;
  close(): Promise<void>;
}

/** The simulators go by the clock that they are given: epoch milliseconds. */
export type StartDirectory = (now: () => number) => Promise<DemoDirectory>;

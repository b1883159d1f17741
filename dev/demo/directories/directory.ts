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
  /** Every second person is deleted, as after an import that went wrong; Nadia, who stays, joins Sales. Answers with how many people were lost, and of how many. */
  loseHalf(): { readonly lost: number; readonly of: number };
  /** Everybody is back as before, under their old ids, and Nadia still in Sales. */
  restore(): void;
  close(): Promise<void>;
}

/** The simulators go by the clock that they are given: epoch milliseconds. */
export type StartDirectory = (now: () => number) => Promise<DemoDirectory>;

/** The first, the third, and so on. */
export function everySecond<T>(all: readonly T[]): readonly T[] {
  return all.filter((_, index) => index % 2 === 0);
}

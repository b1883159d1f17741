import path from 'node:path';
import { ensureBundle, ensurePage } from '../../dev/host';

/** Builds what several test files run, once, before they start. */
export async function setup(): Promise<void> {
  const root = path.resolve(__dirname, '..', '..');
  const sampleApp = path.join(root, 'test/dev/host/sample-app');
  // Each is made by one process, so they are made side by side.
  await Promise.all([ensureBundle(root), ensureBundle(sampleApp), ensurePage(root)]);
}

// oxlint-disable-next-line import/no-default-export -- jest takes the default export
export default setup;

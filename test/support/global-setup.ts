import path from 'node:path';
import { ensureBundle, ensurePage } from '../../dev/host';

/** Builds what several test files run, once, before they start. */
export async function setup(): Promise<void> {
  const root = path.resolve(__dirname, '..', '..');
  await ensureBundle(root);
  await ensurePage(root);
}

// oxlint-disable-next-line import/no-default-export -- jest takes the default export
export default setup;

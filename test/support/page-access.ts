import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const fading = `document.getAnimations().some(
  (each) => each.playState === 'running' && each.effect?.getTiming().iterations !== Infinity)`;

/** Fields fade from one colour to the other; half-way there the contrast is nobody's. */
async function colorsSettled(page: Page): Promise<void> {
  while (await page.evaluate<boolean>(fading)) await page.waitForTimeout(20);
}

/** What axe finds on the page as it stands: all rules in light; in dark only what the colours can change. */
export async function axeFindings(page: Page, colorMode: 'light' | 'dark'): Promise<readonly string[]> {
  await page.evaluate(`document.documentElement.dataset.colorMode = '${colorMode}'`);
  await colorsSettled(page);
  // Legacy mode keeps axe in this page; the other one opens a second page for nothing: there are no frames here.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (colorMode === 'dark') axe.withRules(['color-contrast']);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${colorMode} ${id}: ${target.join(' ')}`),
  );
}

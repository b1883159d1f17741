import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Fields fade from one colour to the other; half-way there the contrast is nobody's. */
const endFading = `{
  const fading = () => document.getAnimations().filter((each) =>
    each.playState === 'running' && each.effect?.getTiming().iterations !== Infinity);
  for (let left = fading(); left.length > 0; left = fading()) left.forEach((each) => each.finish());
}`;

/** Only what is wrong; and nothing is preloaded: the page has no media, and its style sheets no rules on orientation. */
const options = { resultTypes: ['violations' as const], preload: false };

/**
 * What axe finds on the page as it stands: all rules in light, and in dark the contrast alone. The structure is the same in both;
 * two thirds of axe's time go into contrast, which the colours do change. Leaves the page in dark.
 */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(`document.documentElement.dataset.colorMode = 'light'; ${endFading}`);
  // Legacy mode keeps axe in this page; the other one opens a second page for nothing: there are no frames here.
  const inLight = new AxeBuilder({ page }).options({ ...options });
  const light = await inLight.setLegacyMode(true).analyze();
  await page.evaluate(`document.documentElement.dataset.colorMode = 'dark'; ${endFading}`);
  // Axe is in the page already: its half a megabyte is not sent again.
  const inDark = new AxeBuilder({ page, axeSource: 'void 0' }).options({ ...options });
  const dark = await inDark.withRules(['color-contrast']).setLegacyMode(true).analyze();
  return [...findings('light', light), ...findings('dark', dark)];
}

/** What axe finds with all rules inside the frame in which a product shows the page, in the colours that it has. */
export async function axeFindingsInFrame(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ ...options })
    .include('iframe')
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

type Results = Awaited<ReturnType<AxeBuilder['analyze']>>;

function findings(colorMode: string, { violations }: Results): readonly string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${colorMode} ${id}: ${target.join(' ')}`),
  );
}

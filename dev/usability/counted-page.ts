import type { Browser, Frame } from 'playwright-core';

/** The app's page in the product's frame, with a count of what a hand does there. */
export interface CountedPage {
  readonly frame: Frame;
  /** Clicks of the pointer, and fields whose text was changed. */
  readonly counts: () => { readonly clicks: number; readonly fields: number };
}

declare global {
  // The two that the browser calls.
  var countClick: (() => void) | undefined;
  var countField: (() => void) | undefined;
}

export async function countedPage(browser: Browser, url: string): Promise<CountedPage> {
  const page = await browser.newPage({ viewport: { width: 1520, height: 900 } });
  page.setDefaultTimeout(20_000);
  let clicks = 0;
  let fields = 0;
  await page.exposeFunction('countClick', () => void (clicks += 1));
  await page.exposeFunction('countField', () => void (fields += 1));
  await page.addInitScript(() => {
    // Not `click`, which a label passes on to its field.
    addEventListener('pointerdown', () => globalThis.countClick?.(), true);
    addEventListener('input', (event) => {
      const { target } = event;
      if (target instanceof HTMLInputElement && ['text', 'password'].includes(target.type))
        globalThis.countField?.();
    });
  });
  await page.goto(`${url}/?module=jira-admin-page&theme=light`);
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  if (frame === null) throw new Error('The host shows no app.');
  return { frame, counts: () => ({ clicks, fields }) };
}

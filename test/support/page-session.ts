import type { Browser, BrowserContext, Page } from 'playwright-core';
import { installFakeBridge, type BridgeSettings, type FakeBackend } from './fake-bridge';

export interface PageSession {
  readonly page: Page;
  /** Errors and warnings of the console, uncaught errors, and refusals of the content security policy. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

export interface SessionOptions extends Partial<BridgeSettings> {
  readonly width?: number;
  readonly timeZone?: string;
  /** The place to open, such as `/connectors/connection-1/general`. */
  readonly path?: string;
}

/** Opens the page in a fresh browser context over a fake backend. */
export async function openPage(
  browser: Browser,
  { url, backend }: { url: string; backend: FakeBackend },
  options: SessionOptions = {},
): Promise<PageSession> {
  const { width = 1280, timeZone = 'Europe/Berlin', path = '/' } = options;
  const { colorMode = 'light', moduleType = 'jira:adminPage' } = options;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    timezoneId: timeZone,
    locale: 'en-US',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const complaints = listen(page);
  await installFakeBridge(page, backend, { colorMode, moduleType });
  await page.addInitScript((first: string) => {
    if (window.history.state === null) window.history.replaceState({ path: first }, '');
  }, path);
  await page.goto(url);
  return { page, complaints, close: () => closeContext(context) };
}

function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (isOfThePage(message.text()) && ['error', 'warning'].includes(message.type()))
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  return complaints;
}

/** Chromium remarks on the sandbox that Forge's own policy asks for. */
function isOfThePage(text: string): boolean {
  return !text.includes('can escape its sandboxing');
}

async function closeContext(context: BrowserContext): Promise<void> {
  await context.close();
}

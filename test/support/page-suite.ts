import type { Browser, Page } from 'playwright-core';
import type { Method } from '../../src/contract';
import { launchBrowser } from './browser';
import {
  fakeBackend,
  installFakeBridge,
  type BridgeSettings,
  type FakeBackend,
  type FakeBridge,
  type Handlers,
} from './fake-bridge';
import { axeFindings } from './page-access';
import { anInstalledApp, handlersOver, type FakeState } from './page-fixtures';
import { pageFolder, servePage, type PageServer, type Policy } from './page-server';

export interface Opening extends Partial<BridgeSettings> {
  /** What the backend keeps; a test may change it while the page is open. Default: `anInstalledApp()`. */
  readonly app?: FakeState;
  /** Answers that differ from those over `app`. More can be replaced later with `backend.on`. */
  readonly handlers?: Partial<Handlers>;
  /** The last word on the backend before the page is loaded. */
  readonly prepare?: (backend: FakeBackend, app: FakeState) => void;
  /** Of the window, in pixels. Default: 1280. */
  readonly width?: number;
  readonly policy?: Policy;
}

export interface Opened {
  readonly page: Page;
  readonly app: FakeState;
  readonly backend: FakeBackend;
  /** What the page has sent to this method, in order. */
  readonly inputsOf: (method: Method) => readonly unknown[];
}

export interface PageSuite {
  /** Loads the page anew over a backend of its own. Defaults: light, Jira's administration, the list of connectors. */
  readonly open: (opening?: Opening) => Promise<Opened>;
  /** Fails with what axe finds on the open page, in light and in dark; leaves it in dark. Costs half a second: once a face. */
  readonly expectAccessible: () => Promise<void>;
  /** Waits until every call is answered and drawn. */
  readonly settled: () => Promise<void>;
}

/**
 * For a test file of the page: call it once at the top, `const pages = pageSuite()`, and `pages.open({...})` in each test.
 *
 * - Once for the file: one browser, one server a policy, one browser page, in which the script stays compiled.
 * - Anew for each `open`: the document, so all state of the page, its history entry, its backend, the width, and a mouse in the
 *   corner. What an earlier document still asks is not answered. Nothing is kept in the browser's storage by this page.
 * - `open` may be called again in a test; it replaces the document, and the `page` stays the same object.
 * - A test fails when the page wrote an error or a warning to the console, threw, was refused something by the content security
 *   policy (which the console says), or asked another host.
 */
export function pageSuite(): PageSuite {
  let browser: Browser;
  let kept: KeptPage;
  const servers = new Map<Policy, PageServer>();
  const serverOf = async (policy: Policy): Promise<PageServer> => {
    const server = servers.get(policy) ?? (await servePage(pageFolder, policy));
    servers.set(policy, server);
    return server;
  };

  beforeAll(async () => {
    browser = await launchBrowser();
    kept = await keptPage(browser);
  }, 90_000);

  afterAll(async () => {
    await browser.close();
    await Promise.all([...servers.values()].map((server) => server.close()));
  });

  afterEach(() => {
    const complaints = kept.complaints.splice(0);
    if (complaints.length > 0) throw new Error(`The page complained: ${complaints.join('; ')}`);
  });

  return {
    open: async (opening = {}) => {
      const { url } = await serverOf(opening.policy ?? 'manifest');
      return load(kept, url, opening);
    },
    expectAccessible: async () => expect(await axeFindings(kept.page)).toEqual([]),
    settled: () => settled(kept),
  };
}

interface KeptPage {
  readonly page: Page;
  readonly bridge: FakeBridge;
  readonly complaints: string[];
}

async function keptPage(browser: Browser): Promise<KeptPage> {
  const context = await browser.newContext({
    timezoneId: 'Europe/Berlin',
    locale: 'en-US',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  return { page, complaints: listen(page), bridge: await installFakeBridge(page) };
}

async function load({ page, bridge }: KeptPage, url: string, opening: Opening): Promise<Opened> {
  const { app = anInstalledApp(), handlers = {}, width = 1280 } = opening;
  const { colorMode = 'light', moduleType = 'jira:adminPage', locale = 'en-GB', path = '/' } = opening;
  const backend = fakeBackend({ ...handlersOver(app), ...handlers });
  opening.prepare?.(backend, app);
  await page.mouse.move(0, 0);
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${url}?${bridge.connect(backend, { colorMode, moduleType, locale, path })}`);
  const inputsOf = (method: Method): readonly unknown[] =>
    backend.calls.filter((call) => call.method === method).map(({ input }) => input);
  return { page, app, backend, inputsOf };
}

function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (isOfThePage(message.text()) && ['error', 'warning'].includes(message.type()))
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, hostname, origin } = new URL(request.url());
    if (/^https?:$/.test(protocol) && hostname !== '127.0.0.1') complaints.push(`asked ${origin}`);
  });
  return complaints;
}

/** Chromium remarks on the sandbox that Forge's own policy asks for. */
function isOfThePage(text: string): boolean {
  return !text.includes('can escape its sandboxing');
}

const twoFrames = `document.fonts.ready.then(() => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
}))`;

async function settled({ page, bridge }: KeptPage): Promise<void> {
  do await page.evaluate(twoFrames);
  while (bridge.waitingCalls() > 0);
}

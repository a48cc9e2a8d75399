import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const path = PLACES.find((place) => place !== undefined && existsSync(place));
const isRequired = process.env.SIGNALBOX_REQUIRE_SERVICES !== undefined;

/** Whether the tests of the dashboard can run here; CI requires it. */
export const hasBrowser = path !== undefined || isRequired;
if (!hasBrowser) console.warn('no Chromium: the dashboard is not tested (apt-get install chromium, or set CHROMIUM)');

export async function launchBrowser(): Promise<Browser> {
  if (path === undefined)
    throw new Error(`no Chromium at ${PLACES.filter(Boolean).join(', ')}: install it, or set CHROMIUM`);
  const launch = () => chromium.launch({ executablePath: path, args: ['--no-sandbox'], timeout: 20_000 });
  // Once in many times it hangs as it starts; hooks, which launch it, are not tried again as tests are.
  return launch().catch(launch);
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** A page of its own, with everything that went wrong in it. */
export async function openPage(
  browser: Browser,
  { width = 1280, height = 800, colorScheme = 'light' }: OpenOptions = {},
): Promise<{ readonly page: Page; readonly problems: string[] }> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return { page, problems };
}

// `npm run pictures`: takes the pictures of the dashboard that the docs show anew, into docs/pictures; `npm run pictures -- DIR`
// writes them elsewhere. Real routing of the balance recipe; the models that answer are simulated.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, fail, ROOT, say } from './setup.mjs';

ensureInstalled('all');
ensureBuilt();
const { startChildServer } = await import('../bench/servers/child-server.mjs');

const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const SIZE = { width: 1280, height: 800 };
const MOST_BYTES = 150_000;
const QUALITIES = [0.92, 0.85, 0.75, 0.6];
const PROOF = 'Prove rigorously that the square root of 2 is irrational.';

/** What each shows: where it is, and what is done there before. */
const PICTURES = [
  {
    name: 'playground',
    colorScheme: 'light',
    async show(page, origin) {
      await page.goto(`${origin}/playground`);
      const message = page.getByLabel('Message');
      await message.fill(PROOF);
      await page.getByTestId('draft-route').getByText('reasoning_math').waitFor();
      await message.press('Enter');
      await page.getByRole('button', { name: 'Why?' }).click();
      await page.getByRole('list', { name: 'Time by stage' }).waitFor();
      await message.fill('Is the indemnity clause of this contract enforceable?');
      await page.getByTestId('draft-route').getByText('premium_legal').waitFor();
    },
  },
  {
    name: 'topology',
    colorScheme: 'dark',
    async show(page, origin) {
      await page.goto(`${origin}/topology?q=${encodeURIComponent(PROOF)}`);
      await page
        .getByRole('complementary', { name: 'Details' })
        .getByRole('heading', { name: 'reasoning_math' })
        .waitFor();
      await page.getByRole('button', { name: 'Only its way' }).click();
      await page.getByRole('button', { name: 'Only its way', pressed: true }).waitFor();
    },
  },
];

const executablePath = CHROMIUM.find((path) => path !== undefined && existsSync(path));
if (executablePath === undefined) fail('there is no Chromium', 'apt-get install chromium, or set CHROMIUM');
// It belongs to the dashboard's workspace.
const found = createRequire(join(ROOT, 'apps/dashboard/package.json')).resolve('playwright-core');
const { chromium } = (await import(pathToFileURL(found).href)).default;

const target = resolve(process.argv[2] ?? join(ROOT, 'docs/pictures'));
const folder = mkdtempSync(join(tmpdir(), 'signalbox-pictures-'));
mkdirSync(target, { recursive: true });
writeFileSync(join(folder, 'config.yaml'), readFileSync(join(ROOT, 'recipes/balance/config.yaml')));
const server = await startChildServer({
  name: 'signalbox',
  directory: folder,
  arguments: [
    join(ROOT, 'apps/cli/bin/signalbox.js'),
    ...[
      'serve',
      '--simulate',
      '--simulate-tokens-per-second',
      '200',
      '--port',
      '0',
      '--management-port',
      '0',
      '--json',
    ],
  ],
});
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const { name, colorScheme, show } of PICTURES) {
    const context = await browser.newContext({ viewport: SIZE, colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await show(page, server.ready.management);
    // What has just come is still being placed.
    await page.waitForTimeout(1_000);
    const picture = await asWebp(await page.screenshot());
    const path = join(target, `${name}.webp`);
    writeFileSync(path, picture);
    say(`${path}: ${Math.round(picture.length / 1_000)} kB`);
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** A picture as small as it must be; Chromium writes WebP by itself. */
async function asWebp(png) {
  const page = await browser.newPage();
  try {
    for (const quality of QUALITIES) {
      const address = await page.evaluate(
        async ([source, quality]) => {
          const image = new Image();
          image.src = source;
          await image.decode();
          const canvas = document.createElement('canvas');
          Object.assign(canvas, { width: image.width, height: image.height });
          canvas.getContext('2d').drawImage(image, 0, 0);
          return canvas.toDataURL('image/webp', quality);
        },
        [`data:image/png;base64,${png.toString('base64')}`, quality],
      );
      const picture = Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
      if (picture.length <= MOST_BYTES) return picture;
    }
  } finally {
    await page.close();
  }
  return fail('a picture is too large', `it must be at most ${MOST_BYTES} bytes`);
}

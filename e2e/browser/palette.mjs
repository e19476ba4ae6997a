// The palette and the single keys with the keyboard alone, and a README that cannot run anything.

import assert from 'node:assert/strict';
import { audit, Findings } from './audit.mjs';
import { admin, api, base, open, password, signIn, withBrowser } from './stage.mjs';

const name = `${admin}/palette-${Date.now()}`;
const HOSTILE = [
  '# Safe', '<script>window.ran = 1</script>', '<img src=x onerror="window.ran = 2">',
  '<svg onload="window.ran = 3"></svg>', '<iframe srcdoc="<script>parent.ran = 4</script>"></iframe>',
  '<details open ontoggle="window.ran = 5">x</details>', '[link](javascript:window.ran=6)',
  '<a href="java&Tab;script:window.ran=7">link</a>', '![picture](https://tracker.example/p.png)',
].join('\n\n');

async function runsNothing(page) {
  const foreign = [];
  page.on('request', (request) => request.url().startsWith(base) || foreign.push(request.url()));
  await page.goto(`${base}/r/${name}`);
  assert.equal(await page.locator('.markdown h2').innerText(), 'Safe');
  for (const link of await page.locator('.markdown a').all()) {
    assert.match(await link.getAttribute('href'), /^https:/);
    assert.equal(await link.getAttribute('rel'), 'nofollow noopener ugc');
  }
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.deepEqual(foreign, []);
  assert.deepEqual(page.complaints, []);
}

async function goesByWords(page) {
  await page.goto(`${base}/`);
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox');
  await box.waitFor();
  assert.equal(await box.evaluate((field) => field === document.activeElement), true);
  await page.keyboard.type(name.split('/')[1]);
  await page.getByRole('option', { name }).waitFor();
  const findings = new Findings();
  await audit(page, 'the palette', findings, { views: [[1280, 'light'], [375, 'dark']] });
  assert.equal(findings.count, 0, String(findings));
  const active = await box.getAttribute('aria-activedescendant');
  assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${base}/r/${name}`);
  await page.keyboard.press('Control+k');
  // what was opened last comes first
  await page.getByRole('option').first().filter({ hasText: name }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.getByRole('option').first().getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('combobox').count(), 0);
}

async function goesByKeys(page) {
  await page.goto(`${base}/orgs`);
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
  await page.keyboard.type('?g');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('?');
  await page.locator('dialog[data-help][open]').waitFor();
  const findings = new Findings();
  await audit(page, 'the help', findings, { views: [[1280, 'light'], [375, 'dark']] });
  assert.equal(findings.count, 0, String(findings));
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.waitForURL(`${base}/explore`);
}

async function switchKeys(page, value) {
  await page.goto(`${base}/settings/appearance`);
  await page.locator(`input[name=keys][value=${value}]`).check();
  await page.locator('main form button').click();
  await page.waitForURL(/done=saved/);
}

async function staysQuiet(page) {
  await switchKeys(page, 'off');
  await page.keyboard.press('?');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await page.keyboard.press('Control+k');
  await page.locator('dialog[data-palette][open]').waitFor();
  await switchKeys(page, 'on');
}

async function isNotThereWithoutScripts(browser) {
  const page = await open(browser, { javaScriptEnabled: false });
  await page.goto(`${base}/login`);
  assert.equal(await page.locator('[data-palette-open]').isVisible(), false);
  assert.equal(await page.locator('dialog').first().isVisible(), false);
}

await api('POST', '/repositories', { name });
await api('PUT', `/repositories/${name}/-/readme`, { text: HOSTILE });
await withBrowser(async (browser) => {
  const page = await open(browser);
  await signIn(page, admin, password);
  await runsNothing(page);
  await goesByWords(page);
  await switchKeys(page, 'on');
  await goesByKeys(page);
  await staysQuiet(page);
  await isNotThereWithoutScripts(browser);
});

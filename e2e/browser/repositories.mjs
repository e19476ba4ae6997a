// Signs in as a person would, finds the pushed image, and keeps pictures of the page in both themes.

import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const { E2E_BASE: base, E2E_REGISTRY: registry, E2E_USER: user, E2E_PASSWORD: password, E2E_OUT: out } = process.env;
const repository = `${user}/busybox`;
const quiet = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

async function signIn(page, secret) {
  await page.goto(`${base}/login`);
  await page.locator('input[name=username]').fill(user);
  await page.locator('input[name=password]').fill(secret);
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.locator('form:has(input[name=password]) [type=submit]').click(),
  ]);
  await page.waitForLoadState();
}

async function refusesWrongPassword(page) {
  await signIn(page, 'not the right password');
  assert.ok(await page.locator('input[name=password]').isVisible(), 'a wrong password must not sign in');
}

async function listsTheRepository(page) {
  await signIn(page, password);
  await page.goto(base);
  await page.getByRole('link', { name: repository }).first().waitFor();
}

async function showsTagsAndPushCommand(page) {
  await page.goto(`${base}/r/${repository}/-/tags`);
  await page.getByText('first-tag', { exact: true }).first().waitFor();
  const command = page.getByText(`docker push ${registry}/${repository}`).first();
  await command.waitFor();
  assert.ok(await page.getByRole('button', { name: /copy/i }).first().isVisible(), 'commands can be copied');
}

async function takePictures(page) {
  for (const [theme, name] of [['light', 'repositories'], ['dark', 'repositories-dark']]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(base);
    await page.screenshot({ path: `${out}/${name}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${base}/r/${repository}/-/tags`);
  await page.screenshot({ path: `${out}/tags.png` });
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: quiet });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.setDefaultTimeout(15_000);
  await refusesWrongPassword(page);
  // The browser itself reports the refused sign-in; from here on it has nothing to complain about.
  complaints.length = 0;
  await listsTheRepository(page);
  await showsTagsAndPushCommand(page);
  await takePictures(page);
  assert.deepEqual(complaints, []);
} finally {
  await browser.close();
}

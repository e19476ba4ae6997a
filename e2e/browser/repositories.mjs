// Signs in as a person would, finds the pushed image, and keeps pictures of the page in both themes.

import assert from 'node:assert/strict';
import { admin as user, base, open, out, password, registry, signIn, withBrowser } from './stage.mjs';

const repository = `${user}/busybox`;

async function refusesWrongPassword(page) {
  await signIn(page, user, 'not the right password');
  assert.ok(await page.locator('input[name=password]').isVisible(), 'a wrong password must not sign in');
}

async function listsTheRepository(page) {
  await signIn(page, user, password);
  await page.goto(base);
  await page.getByRole('link', { name: repository }).first().waitFor();
}

async function showsTagsAndPushCommand(page) {
  await page.goto(`${base}/r/${repository}/-/tags`);
  await page.getByText('first-tag', { exact: true }).first().waitFor();
  await page.getByText('Push an image', { exact: true }).click();
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

/** The same image under another tag, while the page is open. */
async function noticesAPush(page) {
  await page.goto(`${base}/r/${repository}/-/tags`);
  const manifests = `${base}/v2/${repository}/manifests/`;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const image = await fetch(manifests + 'first-tag', { headers: { authorization } });
  const headers = { authorization, 'content-type': image.headers.get('content-type') };
  const pushed = await fetch(manifests + 'noticed', { method: 'PUT', headers, body: await image.text() });
  assert.equal(pushed.status, 201);
  await page.getByText('noticed', { exact: true }).first().waitFor({ timeout: 15_000 });
  await fetch(manifests + 'noticed', { method: 'DELETE', headers: { authorization } });
}

await withBrowser(async (browser) => {
  const page = await open(browser);
  await refusesWrongPassword(page);
  // The browser itself reports the refused sign-in; from here on it has nothing to complain about.
  page.complaints.length = 0;
  await listsTheRepository(page);
  await showsTagsAndPushCommand(page);
  await takePictures(page);
  await noticesAPush(page);
  assert.deepEqual(page.complaints, []);
});

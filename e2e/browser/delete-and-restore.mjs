// Deletes a whole repository by page, sees the operation and the bell, restores it, and pulls it again.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { audit, Findings } from './audit.mjs';
import { admin, base, open, password, signIn, withBrowser } from './stage.mjs';

const name = `${admin}/goes-${Date.now()}`;
const TYPE = 'application/vnd.oci.image.manifest.v1+json';
const VIEWS = { views: [[1280, 'light'], [375, 'dark']] };

async function registry(method, path, body, type = 'application/octet-stream') {
  return fetch(`${base}/v2/${name}/${path}`, {
    method,
    headers: {
      Authorization: `Basic ${Buffer.from(`${admin}:${password}`).toString('base64')}`,
      'Content-Type': type,
    },
    body,
  });
}

async function push() {
  const config = '{"architecture":"amd64","os":"linux"}';
  const digest = `sha256:${createHash('sha256').update(config).digest('hex')}`;
  assert.equal((await registry('POST', `blobs/uploads/?digest=${digest}`, config)).status, 201);
  const manifest = JSON.stringify({
    schemaVersion: 2, mediaType: TYPE, layers: [],
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: config.length },
  });
  assert.equal((await registry('PUT', 'manifests/1.0', manifest, TYPE)).status, 201);
  return manifest;
}

async function look(page, what) {
  const findings = new Findings();
  await audit(page, what, findings, VIEWS);
  assert.equal(findings.count, 0, String(findings));
}

async function remove(page, looking) {
  await page.goto(`${base}/r/${name}/-/settings`);
  await page.locator(`a[href="/r/${name}/-/deletion"]`).click();
  await page.waitForURL(/-\/deletion$/);
  if (looking) {
    await look(page, 'a repository to delete');
  }
  await page.locator('main [name=confirm]').fill(name);
  await page.getByRole('button', { name: 'Delete repository' }).click();
  await page.waitForURL(new RegExp(`/u/${admin}\\?done=trashed$`));
  await page.getByRole('status').filter({ hasText: 'It is in the trash' }).waitFor();
  assert.equal((await registry('GET', 'manifests/1.0')).status, 404);
}

async function follow(page) {
  await page.locator('header [data-bell]').click();
  await page.waitForURL(`${base}/-/operations`);
  const row = page.locator('main li').filter({ hasText: name });
  await row.getByText('Done').waitFor({ timeout: 30_000 });
  await look(page, 'operations');
  await row.getByRole('link').click();
  await page.getByText('What they take').waitFor();
  await look(page, 'an operation');
  // quiet again, without a reload of its own
  await page.locator('header [data-bell="0"]').waitFor();
}

async function restore(page, manifest, looking) {
  await page.goto(`${base}/u/${admin}/-/trash`);
  if (looking) {
    await look(page, 'the trash of a namespace');
  }
  await page.getByRole('button', { name: `Restore ${name}` }).click();
  await page.waitForURL(`${base}/r/${name}?done=restored`);
  const answer = await registry('GET', 'manifests/1.0');
  assert.equal(answer.status, 200);
  assert.equal(await answer.text(), manifest);
}

await withBrowser(async (browser) => {
  const manifest = await push();
  for (const javaScriptEnabled of [true, false]) {
    const page = await open(browser, { javaScriptEnabled });
    await signIn(page, admin, password);
    await remove(page, javaScriptEnabled);
    if (javaScriptEnabled) {
      await follow(page);
    }
    await restore(page, manifest, javaScriptEnabled);
    assert.deepEqual(page.complaints, []);
  }
});

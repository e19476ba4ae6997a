// Signs in through a balancer that sends each request to another replica, walks about, makes a repository, signs out, and
// finds the session ended on every replica. Arguments: the addresses of the replicas.

import assert from 'node:assert/strict';
import { admin, base, open, password, signIn, withBrowser } from './stage.mjs';

const replicas = process.argv.slice(2);
const name = `made-${Date.now()}`;
const served = new Set();

function note(response) {
  if (response.request().resourceType() === 'document') {
    served.add(response.headers()['x-served-by']);
  }
}

async function walk(page) {
  const places = ['/', `/u/${admin}`, `/r/${admin}/busybox/-/tags`, '/settings/tokens', '/-/operations', '/explore'];
  for (const place of [...places, ...places]) {
    const answer = await page.goto(base + place);
    assert.equal(answer.status(), 200, place);
    assert.equal(new URL(page.url()).pathname, place, 'somebody who is signed in stays where they are');
  }
}

async function makeRepository(page) {
  await page.goto(`${base}/r/-/new`);
  await page.locator('main form [name=name]').fill(name);
  await page.locator('main form button.btn-primary').click();
  await page.waitForURL(new RegExp(name));
}

async function stateOn(replica, cookie) {
  const answer = await fetch(`${replica}/settings/tokens`, { headers: { cookie }, redirect: 'manual' });
  return answer.status;
}

async function signOut(page) {
  const cookie = (await page.context().cookies()).map((each) => `${each.name}=${each.value}`).join('; ');
  for (const replica of replicas) {
    assert.equal(await stateOn(replica, cookie), 200, `signed in on ${replica}`);
  }
  await page.goto(base);
  await page.locator('form[action="/logout"]').evaluate((form) => form.requestSubmit());
  await page.locator('a[href^="/login"]').first().waitFor();
  for (const replica of replicas) {
    assert.notEqual(await stateOn(replica, cookie), 200, `signed out on ${replica}`);
  }
}

await withBrowser(async (browser) => {
  const page = await open(browser);
  page.on('response', note);
  await signIn(page, admin, password);
  await walk(page);
  await makeRepository(page);
  await signOut(page);
  assert.equal(served.size, replicas.length, `pages came from ${[...served]}`);
  assert.deepEqual(page.complaints, []);
});

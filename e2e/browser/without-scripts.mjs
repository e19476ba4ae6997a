// What people come for, in a browser that runs no script: find, understand, compare, copy, delete, bring back, set up.

import assert from 'node:assert/strict';
import { pushImages } from './harbour.mjs';
import { admin, base, open, password, registry, signIn, withBrowser } from './stage.mjs';

const name = `${admin}/plain`;
const home = `${base}/r/${name}`;
const org = 'plain-people';

/** Follows the link or sends the form with the button of that name, in what was given or the whole page. */
async function press(page, role, text, within = page.locator('main')) {
  const control = within.getByRole(role, { name: text, exact: true }).first();
  const [answer] = await Promise.all([page.waitForNavigation(), control.click()]);
  assert.ok(answer.status() < 400, `«${text}» is answered with ${answer.status()}`);
}

const formWith = (page, field) => page.locator('main form').filter({ has: page.locator(`[name="${field}"]`) }).first();
const row = (page, text) => page.locator('main tbody tr').filter({ hasText: text }).first();

async function see(page, ...texts) {
  for (const text of texts) {
    await page.getByText(text).first().waitFor();
  }
}

async function findsTheRepository(page) {
  await page.goto(`${base}/explore`);
  await page.locator('[name="q"]').fill(name);
  await press(page, 'button', 'Search');
  await press(page, 'link', name);
  await see(page, `docker pull ${registry}/${name}:1.0`);
}

async function filtersAndSorts(page) {
  await press(page, 'link', 'Tags');
  await press(page, 'link', 'Size');
  assert.match(page.url(), /sort=size/);
  await page.locator('main [name="q"]').fill('chart');
  await press(page, 'button', 'Search', page.locator('main form[role=search]'));
  await see(page, '1 of 2 tags');
  await page.goto(`${home}/-/tags`);
}

async function understandsTheImage(page) {
  await press(page, 'link', '1.0');
  await see(page, '["/bin/reef"]', 'linux/arm64');
  await press(page, 'link', 'linux/arm64 4.2 KiB').catch(() => page.goto(`${home}/-/tags/1.0?platform=linux/arm64`));
  assert.match(page.url(), /platform=linux(\/|%2F)arm64/);
  await page.getByRole('link', { name: 'Files', exact: true }).first().click();
  // read for the first time: the page comes again by itself
  await page.getByRole('link', { name: 'etc', exact: true }).first().waitFor({ timeout: 60_000 });
  await press(page, 'link', 'etc');
  await press(page, 'link', 'reef.conf');
  await see(page, 'coral = arm64');
}

async function compares(page) {
  await page.goto(`${home}/-/compare?from=1.0`);
  await page.locator('main [name="to"]').fill('chart');
  await press(page, 'button', 'Compare');
  await see(page, 'no layer in common');
  await page.goto(`${home}/-/tags`);
  for (const tag of ['1.0', 'chart']) {
    await row(page, tag).getByRole('checkbox').check();
  }
  await press(page, 'button', 'Compare or copy selected tags');
  await see(page, '2 tags selected', `${registry}/${name}:chart`);
}

async function deletesAndBringsBack(page) {
  await page.goto(`${home}/-/tags/chart`);
  await press(page, 'link', 'Delete tag');
  await see(page, 'These tags go now');
  await press(page, 'button', 'Delete');
  await page.goto(`${home}/-/history?tag=chart`);
  await page.getByRole('button', { name: /Put back/ }).first().click();
  await page.waitForLoadState();
  await page.goto(`${home}/-/tags/chart`);
  await see(page, 'chart.tgz');
  await press(page, 'link', 'Delete image');
  await press(page, 'button', 'Delete');
  await page.goto(`${home}/-/trash`);
  await page.getByRole('button', { name: /Restore/ }).first().click();
  await page.waitForLoadState();
  await see(page, 'It is restored.');
}

async function writesAReadme(page) {
  await page.goto(`${home}/-/readme`);
  await page.locator('main textarea').fill('# Plain\n\nNo script, *no* problem.');
  await press(page, 'button', 'Preview');
  await page.locator('.markdown em').waitFor();
  await press(page, 'button', 'Save');
  await page.locator('.markdown em').waitFor();
}

async function setsUpAnOrganisation(page) {
  await page.goto(`${base}/orgs/-/new`);
  await page.locator('main [name="name"]').fill(org);
  await press(page, 'button', 'Create organisation');
  await page.goto(`${base}/orgs/${org}/-/teams`);
  await formWith(page, 'name').locator('[name="name"]').fill('dev');
  await press(page, 'button', 'Create team');
  await page.goto(`${base}/r/-/new`);
  await page.locator('main [name="namespace"]').selectOption(org);
  await page.locator('main [name="name"]').fill('tools/small');
  await press(page, 'button', 'Create repository');
  await see(page, `docker push ${registry}/${org}/tools/small`);
  await page.goto(`${base}/orgs/${org}/-/permissions`);
  await page.locator('main select').first().selectOption({ label: 'Write' });
  await press(page, 'button', 'Save');
  await page.goto(`${base}/orgs/${org}/-/robots`);
  await formWith(page, 'name').locator('[name="name"]').fill('ci');
  await press(page, 'button', 'Create robot');
  await formWith(page, 'days').locator('[name="name"]').fill('main');
  await press(page, 'button', 'Create token');
  await see(page, 'Copy it now: it is not shown again.');
}

async function setsUpTheAccount(page) {
  await page.goto(`${base}/settings/appearance`);
  await page.locator('main [name="theme"][value="dark"]').check();
  await press(page, 'button', 'Save');
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  await page.locator('main [name="theme"][value="system"]').check();
  await press(page, 'button', 'Save');
  await press(page, 'button', 'Català', page.locator('footer'));
  assert.equal(await page.locator('html').getAttribute('lang'), 'ca');
  await press(page, 'button', 'English', page.locator('footer'));
  await page.goto(`${base}/settings/tokens`);
  await formWith(page, 'days').locator('[name="name"]').fill('without scripts');
  await press(page, 'button', 'Make the token');
  await see(page, 'Copy the secret now: it is not shown again.');
}

await pushImages(name, [admin, password]);
await withBrowser(async (browser) => {
  const page = await open(browser, { javaScriptEnabled: false });
  await signIn(page, admin, password);
  await findsTheRepository(page);
  await filtersAndSorts(page);
  await understandsTheImage(page);
  await compares(page);
  await deletesAndBringsBack(page);
  await writesAReadme(page);
  await setsUpAnOrganisation(page);
  await setsUpTheAccount(page);
  assert.deepEqual(page.complaints, []);
});

// Every page of accounts, organisations, permissions and administration, as axe sees it. A new page needs a line in
// one of the lists: who sees it, and where it is.

import assert from 'node:assert/strict';
import { audit, Findings } from './audit.mjs';
import { code, makeHarbour, org, secret } from './harbour.mjs';
import { admin, base, open, password, signIn, withBrowser } from './stage.mjs';

const below = (...pages) => pages.map((page) => `/orgs/${org}/-/${page}`);
const ofImage = (...pages) => pages.map((page) => `/r/${org}/web/-/${page}`);
const MISSING = '/r/nobody/nothing/-/tags';

const OWNERS = [
  '/', `/u/${org}-owner`, `/u/${org}-owner/-/grants`, `/u/${org}-owner/-/robots`, '/explore', '/explore?q=web&sort=name', '/explore?type=tags&q=1', '/password', '/r/-/new', '/api/docs',
  '/settings/profile', '/settings/appearance', '/settings/security', '/settings/tokens', '/settings/sessions',
  '/orgs', '/orgs/-/new', `/orgs/${org}`,
  ...below('members', 'teams', 'teams/dev', 'permissions', 'grants', 'robots', 'robots/ci', 'robots/idle', 'rules', 'rules?preview=yes', 'audit', 'settings', 'deletion', 'trash'),
  '/-/operations', '/orgs/-/trash', `/u/${org}-owner/-/trash`, `/r/${org}/web`, ...ofImage('readme', 'tags', 'history', 'insights', 'tags/1.0', 'tags/1.0?platform=linux/arm64', 'tags/chart', 'compare?from=1.0', 'compare/1.0...chart', `access?user=${org}-member`),
  ...ofImage('delete?tag=1.0&tag=none', 'trash', 'rules', 'rules?preview=yes', 'hold?tag=1.0', 'robots', 'audit', 'settings', 'deletion', 'builds', 'builds/1', 'build-triggers', 'build-triggers/new'),
];
const MEMBERS = [`/orgs/${org}`, `/r/${org}/web`, ...below('members', 'teams/dev'), ...ofImage('tags', 'access', 'builds', 'builds/1')];
const ADMINISTRATORS = ['/admin/users', `/admin/users/${org}-owner`, '/admin/organisations', '/admin/quotas', '/admin/builders', '/admin/gc?look=yes', `/admin/gc?digest=sha256:${'0'.repeat(64)}`, '/admin/audit'];
const AUDITORS = ['/admin/users', '/admin/gc', `/admin/users/${org}-owner`, ...below('grants', 'audit'), ...ofImage('access', 'robots', 'audit')];
const TRANSLATED = [
  '/', '/explore', '/-/operations', '/settings/appearance', '/settings/security', '/settings/tokens', `/orgs/${org}`, `/r/${org}/web`, ...below('members', 'permissions', 'grants', 'robots/ci', 'audit', 'settings'),
  ...ofImage('tags', 'history', 'insights', 'tags/1.0', 'access', 'robots', 'audit', 'settings', 'builds', 'builds/1', 'build-triggers/new'),
];
/** With E2E_EVERY, all pages in all languages, wide and narrow, light and dark. */
const EVERY = Boolean(process.env.E2E_EVERY);
const NARROW = [[375, 'light']];
/** For what was seen in all four before. */
const CROSS = [[1280, 'light'], [375, 'dark']];

const findings = new Findings();

async function visit(page, path, { status = 200, ...options } = {}) {
  const answer = await page.goto(base + path);
  assert.equal(answer.status(), status, `${path} as ${page.who}`);
  await audit(page, `${path} as ${page.who}`, findings, { status, ...options });
}

/** Sends the form with that button, filled in, and looks at what comes. */
async function send(page, name, button, fields, status = 200) {
  await page.setViewportSize({ width: 1280, height: 800 });
  const form = page.locator('main form').filter({ has: page.getByRole('button', { name: button, exact: true }) }).first();
  for (const [field, value] of Object.entries(fields)) {
    await form.locator(`[name="${field}"]`).fill(value);
  }
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    form.getByRole('button', { name: button, exact: true }).click(),
  ]);
  await page.waitForLoadState();
  assert.equal(answer.status(), status, name);
  await audit(page, name, findings, { status, views: CROSS });
}

async function as(browser, who, name, word, options) {
  const page = Object.assign(await open(browser, options), { who });
  if (name) {
    await signIn(page, name, word);
  }
  return page;
}

async function strangers(browser, { invitation, reset }) {
  const page = await as(browser, 'a stranger');
  for (const path of ['/', '/explore', '/explore?q=nothing-of-this', '/login', '/signup', '/signup/sent', '/signup/confirm/x', '/settings/email/x',
    '/password/forgotten', reset, invitation]) {
    await visit(page, path);
  }
  for (const [path, status] of [['/password/reset/x', 422], ['/signup/invitation/x', 422], [MISSING, 404]]) {
    await visit(page, path, { status });
  }
  await page.goto(`${base}/signup`);
  await send(page, 'a refused sign-up', 'Sign up', { name: 'x', email: 'x@example.org', password: 'short' }, 422);
  await page.goto(`${base}/login`);
  await send(page, 'a refused sign-in', 'Sign in', { username: `${org}-member`, password: 'not this one' }, 422);
  await page.goto(`${base}/login`);
  await page.evaluate(() => document.querySelectorAll('[name=_csrf]').forEach((token) => token.remove()));
  await send(page, 'a form without its token', 'Sign in', { username: 'x', password: 'y' }, 403);
}

async function filesOf(page) {
  await page.goto(`${base}/r/${org}/web/-/tags/1.0`);
  const areas = page.locator('main details:has(svg.treemap) summary');
  if (await areas.count()) {
    await areas.click();
    await audit(page, 'layers as areas', findings);
  }
  await page.locator('main a[href$="/files"]').first().click();
  await audit(page, 'files that may still be read', findings);
  await page.getByRole('link', { name: 'etc', exact: true }).waitFor({ timeout: 30_000 });
  await audit(page, 'files', findings);
  await page.getByRole('link', { name: 'etc', exact: true }).click();
  await page.getByRole('link', { name: 'reef.conf' }).click();
  await page.waitForURL(/preview/);
  await audit(page, 'the beginning of a file', findings);
  await page.goBack();
  await page.getByRole('combobox').selectOption('1');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.waitForURL(/layer=1/);
  await audit(page, 'files of a layer', findings);
}

/** Its pages have names that nobody knows before. */
async function triggerOf(page) {
  await page.goto(`${base}/r/${org}/web/-/build-triggers`);
  await page.locator('main a[href*="/-/build-triggers/"]:not([href$="/new"])').first().click();
  await page.waitForURL(/build-triggers\/[0-9a-f-]{36}$/);
  await audit(page, 'a trigger', findings);
  await visit(page, `${new URL(page.url()).pathname}/deliveries`);
  await page.locator('main a[href*="/deliveries/"]').first().click();
  await page.waitForURL(/deliveries\/\d+$/);
  await audit(page, 'a delivery', findings);
}

async function owners(browser) {
  const page = await as(browser, 'an owner', `${org}-owner`, secret);
  for (const path of OWNERS) {
    await visit(page, path);
  }
  await visit(page, MISSING, { status: 404 });
  await page.goto(`${base}/r/${org}/web/-/tags/1.0`);
  await page.locator('main a[href$="/raw"]').first().click();
  await page.waitForURL(/\/raw$/);
  await audit(page, 'an index as it was pushed', findings);
  await filesOf(page);
  await triggerOf(page);
  await page.goto(`${base}/orgs/-/new`);
  await send(page, 'a refused organisation', 'Create organisation', { name: 'x' }, 422);
  await page.goto(`${base}/settings/tokens`);
  await send(page, 'a token that cannot be', 'Make the token', { name: 'x', places: 'nobody/*' }, 422);
  await send(page, 'a token', 'Make the token', { name: 'x', places: '' });
  await page.goto(`${base}/orgs/${org}/-/members`);
  await send(page, 'a member who is nobody', 'Add member', { user: 'nobody-here' }, 422);
  await send(page, 'an invitation', 'Make invitation', {});
  await visit(page, `/orgs/${org}/-/audit?zone=Mars/Base`, { status: 422 });
  await page.goto(`${base}/orgs/${org}/-/grants`);
  await send(page, 'a role for nobody', 'Give the role', { grantee: 'nobody-here' }, 422);
  await page.goto(`${base}/r/${org}/web/-/robots`);
  await send(page, 'a refused robot', 'Create robot', { name: 'Not Short' }, 422);
  await page.goto(`${base}/orgs/${org}/-/robots/ci`);
  await send(page, 'a robot’s token', 'Create token', { name: 'other' });
  await trash(page);
}

/** An image goes and comes back, so that there is something in the trash. */
async function trash(page) {
  await page.goto(`${base}/r/${org}/web/-/tags/1.0`);
  await page.getByRole('link', { name: 'Delete image', exact: true }).click();
  await audit(page, 'what would go with an image', findings);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.waitForURL(/done=deleted/);
  await visit(page, `/r/${org}/web/-/trash`);
  await page.getByRole('button', { name: /^Restore / }).first().click();
  await page.waitForURL(/done=restored/);
  await audit(page, 'an empty trash', findings);
}

async function twoFactors(browser) {
  const page = await as(browser, 'a friend', `${org}-friend`, secret);
  await page.goto(`${base}/settings/security`);
  await send(page, 'two factors that begin', 'Set up', { password: secret });
  const shown = await page.locator('main code').filter({ hasText: /^[A-Z2-7]{32}$/ }).innerText();
  await send(page, 'a wrong code', 'Turn on', { code: '000000' }, 422);
  await send(page, 'recovery codes', 'Turn on', { code: code(shown) });
  const again = await as(browser, 'a friend', `${org}-friend`, secret);
  await audit(again, '/login/code', findings);
}

async function administrators(browser) {
  const page = await as(browser, 'an administrator', admin, password);
  for (const path of ADMINISTRATORS) {
    await visit(page, path);
  }
  await visit(page, '/admin/audit?zone=Mars/Base', { status: 422 });
  await page.goto(`${base}/admin/users/${org}-member`);
  await send(page, 'a link to choose a password', 'Make a link', {});
  await page.goto(`${base}/admin/users/${org}-owner`);
  await page.locator('main form[action$="/see-as"] button').click();
  await visit(page, '/');
}

async function others(browser) {
  for (const [who, name, paths] of [['a member', 'member', MEMBERS], ['an auditor', 'auditor', AUDITORS]]) {
    const page = await as(browser, who, `${org}-${name}`, secret);
    for (const path of paths) {
      await visit(page, path, { views: CROSS });
    }
  }
}

async function translated(browser) {
  for (const [locale, language] of [['es', 'es'], ['ca', 'ca'], ['zh-CN', 'zh-Hans'], ['zh-TW', 'zh-Hant']]) {
    const page = await as(browser, `an owner in ${locale}`, `${org}-owner`, secret, { locale });
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    for (const path of EVERY ? OWNERS : TRANSLATED) {
      await visit(page, path, EVERY ? {} : { views: NARROW });
    }
    if (EVERY) {
      await othersIn(browser, locale);
    }
  }
}

async function othersIn(browser, locale) {
  for (const [who, name, word, paths] of [
    ['a stranger', '', '', ['/', '/explore', '/login', '/signup', '/signup/sent', '/password/forgotten']],
    ['a member', `${org}-member`, secret, MEMBERS],
    ['an auditor', `${org}-auditor`, secret, AUDITORS],
    ['an administrator', admin, password, ADMINISTRATORS],
  ]) {
    const page = await as(browser, `${who} in ${locale}`, name, word, { locale });
    for (const path of paths) {
      await visit(page, path);
    }
  }
}

const links = await makeHarbour();
try {
  await withBrowser((browser) => Promise.all([
    strangers(browser, links).then(() => others(browser)).then(() => twoFactors(browser)).then(() => administrators(browser)),
    owners(browser).then(() => translated(browser)),
  ]));
} finally {
  console.log(`axe looked ${findings.looks} times\n${findings}`);
}
assert.equal(findings.count, 0, 'what axe found');

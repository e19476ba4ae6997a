// A new user's first week, by clicking and typing: an account, an organisation, a colleague, a team that writes to one
// repository, and a robot that pushes from CI. Pushes are made by skopeo; argument: the image, as skopeo names it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { base, open, out, registry, withBrowser } from './stage.mjs';

const image = process.argv[2];
const secrets = { lena: 'a harbour, a pier and a gull', tom: 'a gull, a pier and a harbour' };
let pictures = 0;

function push(name, login, secret) {
  const target = `docker://${registry}/${name}`;
  execFileSync('skopeo', ['copy', '--quiet', '--dest-tls-verify=false', '--dest-creds', `${login}:${secret}`, image, target], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
}

function refusesPush(name, login, secret) {
  assert.throws(() => push(name, login, secret), /denied|unauthorized/, `${login} must not push ${name}`);
}

async function picture(page, name) {
  pictures += 1;
  await page.screenshot({ path: `${out}/first-week-${String(pictures).padStart(2, '0')}-${name}.png`, fullPage: true });
}

/** Goes there with the keyboard: focus, then Enter. */
async function follow(page, name) {
  await page.getByRole('link', { name, exact: true }).first().focus();
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** Fills in the form with that button as its labels say, and presses it; nothing but the keyboard is used. */
async function send(page, button, fields = {}) {
  const form = page.locator('main form').filter({ has: page.getByRole('button', { name: button, exact: true }) }).first();
  for (const [label, value] of Object.entries(fields)) {
    const field = form.getByLabel(label, { exact: true });
    await field.focus();
    if ((await field.evaluate((it) => it.tagName)) === 'SELECT') {
      await page.keyboard.type(value);
    } else {
      await page.keyboard.press('Control+A');
      await page.keyboard.type(value);
    }
  }
  await form.getByRole('button', { name: button, exact: true }).focus();
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.waitForEvent('load'),
    page.keyboard.press('Enter'),
  ]);
  assert.ok(answer.status() < 400, `«${button}» is answered with ${answer.status()}`);
}

async function signUp(page, name) {
  await send(page, 'Sign up', { 'User name': name, 'E-mail address': `${name}@example.org`, Password: secrets[name] });
  await picture(page, `${name}-has-an-account`);
  await send(page, 'Sign in', { 'User name': name, Password: secrets[name] });
  await page.getByRole('button', { name, exact: true }).waitFor();
}

/** The menu of the account opens and closes with the keyboard, too. */
async function openMenu(page, name, entry) {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: entry, exact: true }).waitFor();
  await follow(page, entry);
}

async function makesTheOrganisation(lena) {
  await lena.goto(`${base}/login`);
  await follow(lena, 'Make an account');
  await signUp(lena, 'lena');
  await openMenu(lena, 'lena', 'Organisations');
  await follow(lena, 'New organisation');
  await send(lena, 'Create organisation', { Name: 'lagoon', 'Display name': 'The Lagoon' });
  await lena.getByRole('heading', { name: 'The Lagoon', level: 1 }).waitFor();
  await picture(lena, 'organisation');
}

/** @returns the link, as a person would copy it */
async function invites(lena) {
  await follow(lena, 'Members');
  await send(lena, 'Make invitation');
  await picture(lena, 'invitation');
  return lena.getByRole('status', { name: 'The invitation is made' }).locator('code').innerText();
}

async function accepts(tom, link) {
  await tom.goto(link);
  await picture(tom, 'tom-is-invited');
  await follow(tom, 'Make an account');
  await follow(tom, 'Make an account');
  await signUp(tom, 'tom');
  await openMenu(tom, 'tom', 'Organisations');
  await follow(tom, 'lagoon');
  await tom.getByRole('heading', { name: 'The Lagoon', level: 1 }).waitFor();
}

async function givesTheTeamOneRepository(lena) {
  push('lagoon/web:1', 'lena', secrets.lena);
  push('lagoon/books:1', 'lena', secrets.lena);
  await follow(lena, 'Teams');
  await send(lena, 'Create team', { Name: 'dev' });
  await send(lena, 'Add member', { 'User name': 'tom' });
  await picture(lena, 'team');
  refusesPush('lagoon/web:2', 'tom', secrets.tom);
  await follow(lena, 'Permissions');
  await send(lena, 'Save', { 'Role of the team dev in web': 'Write' });
  await picture(lena, 'permissions');
  push('lagoon/web:2', 'tom', secrets.tom);
  refusesPush('lagoon/books:2', 'tom', secrets.tom);
}

async function makesTheRobot(lena) {
  await follow(lena, 'Robots');
  await send(lena, 'Create robot', { Name: 'ci', 'Only for this repository (optional)': 'web', 'Role there': 'Write' });
  await send(lena, 'Create token', { Name: 'main' });
  await picture(lena, 'robot');
  const line = await lena.getByRole('group', { name: 'docker login' }).innerText();
  const [, secret, host, login] = line.match(/^echo '(.+)' \| docker login (\S+) -u '(.+)' --password-stdin$/);
  assert.deepEqual([host, login], [registry, 'lagoon+ci']);
  push('lagoon/web:ci', login, secret);
  refusesPush('lagoon/books:ci', login, secret);
}

async function findsWhatWasPushed(lena) {
  await follow(lena, 'Repositories');
  await follow(lena, 'lagoon/web');
  await follow(lena, 'Tags');
  for (const tag of ['1', '2', 'ci']) {
    await lena.getByRole('link', { name: tag, exact: true }).waitFor();
  }
  await lena.getByRole('row').getByText('lagoon+ci', { exact: true }).waitFor();
  await picture(lena, 'tags');
}

await withBrowser(async (browser) => {
  const lena = await open(browser, { locale: 'en' });
  const tom = await open(browser, { locale: 'en', colorScheme: 'dark' });
  await makesTheOrganisation(lena);
  await accepts(tom, await invites(lena));
  await givesTheTeamOneRepository(lena);
  await makesTheRobot(lena);
  await findsWhatWasPushed(lena);
  assert.deepEqual([...lena.complaints, ...tom.complaints], []);
});

// Somebody connects a Git repository in the browser, pushes to Git, and watches the log until the image is there.
// builds.mjs REPOSITORY URL CLONE

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { audit, Findings } from './audit.mjs';
import { admin, base, open, password, signIn, withBrowser } from './stage.mjs';

const [name, url, clone] = process.argv.slice(2);
const VIEWS = { views: [[1280, 'light'], [375, 'dark']] };

async function look(page, what) {
  const findings = new Findings();
  await audit(page, what, findings, VIEWS);
  assert.equal(findings.count, 0, String(findings));
}

async function next(page, step) {
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.locator('[aria-current=step]', { hasText: step }).waitFor();
  await look(page, `a new trigger: ${step}`);
}

async function connect(page) {
  await page.goto(`${base}/r/${name}/-/builds`);
  await page.getByRole('link', { name: 'Connect a Git repository' }).click();
  await page.waitForURL(/build-triggers\/new$/);
  await page.locator('[name=url]').fill(url);
  await next(page, 'Access');
  await next(page, 'Rules');
  await page.locator('[name="rule-0-tags"]').fill('latest {commit}');
  await page.locator('[data-try] [name=ref]').fill('main');
  await page.locator('[data-tried]').getByText('latest', { exact: true }).waitFor();
  await next(page, 'Review');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.waitForURL(/build-triggers\/[0-9a-f-]{36}/);
  await page.getByText('Secret of the webhook').click();
  const shown = page.locator('section[aria-labelledby=setup] code');
  return { hook: await shown.nth(0).innerText(), secret: await shown.nth(1).innerText() };
}

async function push({ hook, secret }) {
  execFileSync('git', ['-C', clone, 'push', '--quiet', 'origin', 'HEAD']);
  const commit = execFileSync('git', ['-C', clone, 'rev-parse', 'HEAD']).toString().trim();
  const body = JSON.stringify({
    ref: 'refs/heads/main', after: commit, deleted: false, repository: { default_branch: 'main' },
    head_commit: { id: commit, message: 'Say hello', author: { name: 'Ada', email: 'ada@example.org' } },
  });
  const answer = await fetch(hook.trim(), { method: 'POST', body, headers: {
    'Content-Type': 'application/json', 'X-GitHub-Event': 'push', 'X-GitHub-Delivery': randomUUID(),
    'X-Hub-Signature-256': `sha256=${createHmac('sha256', secret.trim()).update(body).digest('hex')}`,
  } });
  assert.equal(answer.status, 202, await answer.text());
}

async function watch(page) {
  await page.goto(`${base}/r/${name}/-/builds`);
  await page.getByRole('link', { name: '#1', exact: true }).click();
  await page.waitForURL(/builds\/1$/);
  const log = page.getByRole('log');
  await log.getByText('a word from inside').first().waitFor({ timeout: 60_000 });
  await page.getByText('Succeeded').first().waitFor({ timeout: 60_000 });
  await log.getByText('==> Done').waitFor();
  await look(page, 'a build that succeeded');
  await page.goto(`${base}/r/${name}/-/tags`);
  await page.getByRole('link', { name: /^Built from [0-9a-f]{7} by build 1$/ }).first().waitFor();
}

await withBrowser(async (browser) => {
  const page = await open(browser);
  await signIn(page, admin, password);
  await push(await connect(page));
  await watch(page);
  assert.deepEqual(page.complaints, []);
});

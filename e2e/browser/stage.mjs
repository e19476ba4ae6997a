// What the browser's scripts share: the stage's addresses, a browser, and ways in by page and by REST.

import { chromium } from 'playwright-core';

export const { E2E_BASE: base, E2E_REGISTRY: registry, E2E_USER: admin, E2E_PASSWORD: password, E2E_OUT: out } = process.env;

const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** Runs the work with a browser that ends with it. */
export async function withBrowser(work) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: QUIET });
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

/** A page in a context of its own, and what the browser complains of. */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && page.complaints.push(message.text()));
  return page;
}

export async function signIn(page, name, secret) {
  await page.goto(`${base}/login`);
  await page.locator('input[name=username]').fill(name);
  await page.locator('input[name=password]').fill(secret);
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.locator('form:has(input[name=password]) [type=submit]').click(),
  ]);
  await page.waitForLoadState();
}

/** As the administrator; fails with what the answer says. */
export async function api(method, path, body, [name, secret] = [admin, password]) {
  const answer = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
      'Content-Type': 'application/json',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  }
  return text ? JSON.parse(text) : {};
}

// Looks at one page as axe does: wide and narrow, light and dark, and at 320 pixels for what sticks out. With E2E_SHOTS, a
// folder, it keeps a picture of each view.

import { mkdirSync, readFileSync } from 'node:fs';

const AXE = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] };
const VIEWS = [[1280, 'light'], [1280, 'dark'], [375, 'dark'], [375, 'light']];

const SHOTS = process.env.E2E_SHOTS;

/** What was found wrong, once for each rule and element: a list of pages. */
export class Findings {
  #found = new Map();
  looks = 0;

  add(what, where) {
    this.#found.set(what, [...(this.#found.get(what) ?? []), where]);
  }

  get count() {
    return this.#found.size;
  }

  toString() {
    return [...this.#found].map(([what, where]) => `${what}\n    ${where.slice(0, 4).join('\n    ')}`).join('\n');
  }
}

/** @param status of the page: the browser itself reports those that are errors */
export async function audit(page, name, findings, { views = VIEWS, status = 200 } = {}) {
  await page.evaluate(AXE);
  for (const [width, colorScheme] of views) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate((rules) => {
      // colours on their way from one theme to the other are nobody's
      document.getAnimations().forEach((animation) => animation.finish());
      return window.axe.run(document, rules);
    }, RULES);
    findings.looks += 1;
    if (SHOTS) {
      await picture(page, `${name} ${width} ${colorScheme}`);
    }
    for (const { id, help, nodes } of violations) {
      for (const node of nodes) {
        const why = node.any.concat(node.all, node.none).map((check) => check.message).join('; ');
        findings.add(`${id} (${help}): ${node.html.slice(0, 160)} — ${why}`, `${name}, ${width} px, ${colorScheme}`);
      }
    }
  }
  for (const twice of await soundingAlike(page)) {
    findings.add(`several in one table are called “${twice}”`, name);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) {
    findings.add('is wider than 320 px', `${name} by ${wide} px, ${await widest(page)}`);
  }
  for (const complaint of page.complaints.splice(0)) {
    if (status < 400 || !complaint.includes(`status of ${status}`)) {
      findings.add(`the browser complains: ${complaint}`, name);
    }
  }
}

async function picture(page, name) {
  mkdirSync(SHOTS, { recursive: true });
  const file = name.replace(/^\//, '').replace(/[^\p{L}\p{N}.-]+/gu, '_').slice(0, 150);
  await page.screenshot({ path: `${SHOTS}/${file}.png`, fullPage: true });
}

/** Names of buttons and fields that two rows of a table or list share. */
async function soundingAlike(page) {
  return page.evaluate(() => [...document.querySelectorAll('main table, main ul')].flatMap((table) => {
    // two that copy the same may have one name
    const named = new Map([...table.querySelectorAll('button, select')]
      .map((it) => [`${it.ariaLabel ?? it.innerText.trim()}\n${it.dataset.copy ?? Math.random()}`, it.ariaLabel ?? it.innerText.trim()]));
    const names = [...named.values()];
    return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
  }));
}

/** The innermost element that sticks out. */
async function widest(page) {
  return page.evaluate(() => {
    const out = [...document.querySelectorAll('body *')].filter((it) => it.getBoundingClientRect().right > 320.5);
    return out.length ? out.at(-1).outerHTML.slice(0, 160) : '';
  });
}

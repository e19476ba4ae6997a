import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enhance } from './menu';

const PAGE = `
  <details data-menu open><summary tabindex="0">docker, by tag</summary><button>podman</button></details>
  <details open id="other"><summary>History</summary></details>
  <p>elsewhere</p>`;

function menu(): HTMLDetailsElement {
  return document.querySelector('details[data-menu]')!;
}

function press(key: string): void {
  document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
}

function point(selector: string): void {
  document.querySelector(selector)!.dispatchEvent(new Event('pointerdown', { bubbles: true }));
}

describe('menu', () => {
  beforeAll(() => enhance());
  beforeEach(() => {
    document.body.innerHTML = PAGE;
  });

  it('closes on Escape and gives the focus back to its button', () => {
    document.querySelector('button')!.focus();
    press('a');
    expect(menu().open).toBe(true);
    press('Escape');
    expect(menu().open).toBe(false);
    expect(document.activeElement).toBe(document.querySelector('summary'));
  });

  it('leaves the focus where it is outside', () => {
    press('Escape');
    expect(menu().open).toBe(false);
    expect(document.activeElement).toBe(document.body);
  });

  it('closes on a press elsewhere, not inside', () => {
    point('button');
    expect(menu().open).toBe(true);
    point('p');
    expect(menu().open).toBe(false);
  });

  it('leaves what is no menu as it is', () => {
    point('p');
    press('Escape');
    expect(document.querySelector<HTMLDetailsElement>('#other')!.open).toBe(true);
  });
});

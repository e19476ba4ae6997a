import { beforeEach, describe, expect, it, vi } from 'vitest';
import { enhance } from './palette';

const PAGE = `
  <p data-announcements role="status"></p>
  <button hidden data-palette-open>Go to</button>
  <dialog data-palette="ada">
    <input role="combobox" aria-expanded="false"><ul role="listbox"></ul><p data-nothing hidden>Nothing fits</p>
  </dialog>
  <form action="/logout" method="post"></form>`;
const FOUND = [
  { label: 'acme/<b>web</b>', kind: 'Repository', path: '/r/acme/web' },
  { label: 'acme', kind: 'Organisation', path: '/orgs/acme' },
];

describe('palette', () => {
  const gone = vi.fn();
  const asked = vi.fn((_url: string) => Promise.resolve(new Response(JSON.stringify(FOUND))));
  const field = () => document.querySelector('input')!;
  const options = () => [...document.querySelectorAll('[role=option]')];
  const press = (key: string) => field().dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));

  async function open(): Promise<void> {
    document.querySelector('dialog')!.close();
    document.querySelector('button')!.click();
    await vi.waitFor(() => expect(options().length).toBeGreaterThan(0));
  }

  beforeEach(() => {
    document.body.innerHTML = PAGE;
    localStorage.clear();
    gone.mockClear();
    asked.mockClear();
    vi.stubGlobal('fetch', asked);
    vi.stubGlobal('location', { assign: gone });
    Element.prototype.scrollIntoView ??= () => undefined;
    enhance();
  });

  it('offers what was found as text, the first chosen', async () => {
    await open();
    expect(options()[0]!.textContent).toBe('acme/<b>web</b> Repository');
    expect(options()[0]!.getAttribute('aria-selected')).toBe('true');
    expect(field().getAttribute('aria-activedescendant')).toBe('palette-0');
    expect(field().getAttribute('aria-expanded')).toBe('true');
  });

  it('goes around by arrows and leaves by Enter', async () => {
    await open();
    press('ArrowUp');
    expect(field().getAttribute('aria-activedescendant')).toBe('palette-1');
    press('Enter');
    expect(gone).toHaveBeenCalledWith('/orgs/acme');
  });

  it('offers first what was opened last, to the same person until they sign out', async () => {
    await open();
    press('ArrowDown');
    press('Enter');
    await open();
    expect(options()[0]!.textContent).toContain('Organisation');
    expect(options()).toHaveLength(2);
    document.querySelector('dialog')!.dataset.palette = 'eve';
    await open();
    expect(options()[0]!.textContent).toContain('Repository');
    document.querySelector('form')!.dispatchEvent(new Event('submit'));
    expect(localStorage.length).toBe(0);
  });

  it('goes nowhere else by what somebody kept in the browser', async () => {
    const items = [{ label: 'x', kind: 'y', path: '//evil.example' }, { label: 'x', kind: 'y', path: 'javascript:1' }];
    localStorage.setItem('slipway-recent', JSON.stringify({ user: 'ada', items }));
    await open();
    expect(options()).toHaveLength(2);
    expect(options()[0]!.textContent).toContain('acme');
  });

  it('says that nothing fits', async () => {
    asked.mockImplementationOnce(() => Promise.resolve(new Response('[]')));
    document.querySelector('button')!.click();
    await vi.waitFor(() => expect(document.querySelector('[role=status]')!.textContent).toBe('Nothing fits'));
    expect(document.querySelector<HTMLElement>('[data-nothing]')!.hidden).toBe(false);
  });
});

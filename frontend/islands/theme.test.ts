import { beforeEach, describe, expect, it, vi } from 'vitest';
import { enhance } from './theme';

const PAGE = `
  <form data-theme-switch action="/settings/appearance" method="post">
    <input type="hidden" name="_csrf" value="token">
    <button name="theme" value="system" aria-pressed="true">System</button>
    <button name="theme" value="dark" aria-pressed="false">Dark</button>
  </form>`;

function press(value: string): void {
  const submitter = document.querySelector<HTMLButtonElement>(`button[value=${value}]`)!;
  const event = new SubmitEvent('submit', { submitter, cancelable: true, bubbles: true });
  document.querySelector('form')!.dispatchEvent(event);
}

describe('theme', () => {
  const fetched = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(new Response()));

  beforeEach(() => {
    document.body.innerHTML = PAGE;
    fetched.mockClear();
    vi.stubGlobal('fetch', fetched);
    enhance();
  });

  it('changes the page at once and marks the pressed button', () => {
    press('dark');
    expect(document.documentElement.dataset.theme).toBe('dark');
    expect(document.querySelector('[value=dark]')!.getAttribute('aria-pressed')).toBe('true');
    expect(document.querySelector('[value=system]')!.getAttribute('aria-pressed')).toBe('false');
  });

  it('follows the system again', () => {
    press('dark');
    press('system');
    expect(document.documentElement.dataset.theme).toBeUndefined();
  });

  it('tells the server with the CSRF token of the form', () => {
    press('dark');
    const body = fetched.mock.calls[0]![1].body as URLSearchParams;
    expect(body.get('theme')).toBe('dark');
    expect(body.get('_csrf')).toBe('token');
  });
});

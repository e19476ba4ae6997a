import { beforeEach, describe, expect, it, vi } from 'vitest';
import { enhance } from './try';

const PAGE = `<form action="/r/acme/web/-/build-triggers/new" method="post">
  <input name="_csrf" value="t"><input name="rule-0-pattern" value="main">
  <section data-try><select name="kind"><option value="branch" selected></option></select><input name="ref"><button name="try" value="yes"></button><div data-tried></div></section>
</form>`;

function type(name: string, value: string): void {
  const field = document.querySelector<HTMLInputElement>(`[name="${name}"]`)!;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function tried(): string {
  return document.querySelector('[data-tried]')!.innerHTML;
}

describe('try', () => {
  const fetched = vi.fn((_url: string, _options: RequestInit) => Promise.resolve(new Response('<p>main → latest</p>')));

  beforeEach(() => {
    vi.stubGlobal('fetch', fetched);
    fetched.mockClear();
    document.body.innerHTML = PAGE;
    enhance();
  });

  it('asks once for what is typed, with the rules as they are', async () => {
    type('ref', 'ma');
    type('ref', 'main');
    await vi.waitFor(() => expect(tried()).toBe('<p>main → latest</p>'));
    expect(fetched).toHaveBeenCalledTimes(1);
    expect(fetched.mock.calls[0]![0]).toContain('/r/acme/web/-/build-triggers/new');
    const body = fetched.mock.calls[0]![1].body as URLSearchParams;
    expect(Object.fromEntries(body)).toEqual({
      _csrf: 't',
      'rule-0-pattern': 'main',
      kind: 'branch',
      ref: 'main',
      try: 'yes',
      live: 'yes',
    });
    type('ref', ' ');
    await vi.waitFor(() => expect(tried()).toBe(''));
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('asks at once on Enter and sends no form', async () => {
    const ref = document.querySelector<HTMLInputElement>('[name=ref]')!;
    ref.value = 'main';
    const key = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    ref.dispatchEvent(key);
    expect(key.defaultPrevented).toBe(true);
    await vi.waitFor(() => expect(tried()).toContain('latest'));
  });

  it('leaves what is shown where the server is in trouble', async () => {
    document.querySelector('[data-tried]')!.textContent = 'before';
    fetched.mockResolvedValueOnce(new Response('login', { status: 500 }));
    type('ref', 'main');
    await vi.waitFor(() => expect(fetched).toHaveBeenCalled());
    expect(tried()).toBe('before');
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { refresh } from './bell';

function bell(): HTMLElement {
  document.body.innerHTML = '<a data-bell="2" data-bell-done="Done" aria-label="2 running">2</a>';
  return document.querySelector<HTMLElement>('[data-bell]')!;
}

function answer(body: string, init: ResponseInit): void {
  vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(new Response(body === '' ? null : body, init))));
}

afterEach(() => vi.unstubAllGlobals());

describe('the bell', () => {
  it('shows how many run, and asks on', async () => {
    const element = bell();
    answer('<a data-bell="1" aria-label="1 running">1</a>', { status: 200, headers: { ETag: '"1"' } });
    expect(await refresh(element)).toBe(true);
    expect(element.getAttribute('aria-label')).toBe('1 running');
    expect(element.textContent).toBe('1');
    answer('', { status: 304 });
    expect(await refresh(element)).toBe(true);
    expect(fetch).toHaveBeenCalledWith('/-/operations/bell', expect.objectContaining({ headers: { 'If-None-Match': '"1"' } }));
  });

  it('is quiet when nothing runs any more', async () => {
    const element = bell();
    answer('<a data-bell="0" aria-label="Operations"></a>', { status: 200 });
    expect(await refresh(element)).toBe(false);
    expect(element.dataset.bell).toBe('0');
  });

  it('stops asking when nobody is signed in', async () => {
    const element = bell();
    answer('', { status: 404 });
    expect(await refresh(element)).toBe(false);
    expect(element.textContent).toBe('2');
  });
});

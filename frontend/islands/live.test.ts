import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { enhance, refresh } from './live';

function page(tag: string, rows: string): string {
  return `<p data-announcements></p>
    <section data-live-tag="${tag}" data-live-said="The list was updated.">
      <input name="q">
      <div data-live="rows">${rows}</div>
    </section>`;
}

const OLD = '<a href="/history?tag=1.0">1.0</a>';
const NEW = '<a href="/history?tag=1.1">1.1</a><a href="/history?tag=1.0">1.0</a><button hidden data-copy="x">Copy</button>';

function section(): HTMLElement {
  return document.querySelector('section')!;
}

describe('live', () => {
  const fetched = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(new Response(page('b', NEW))));

  beforeEach(() => {
    document.body.innerHTML = page('a', OLD);
    fetched.mockClear();
    vi.stubGlobal('fetch', fetched);
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('takes the parts that are live from the new page', async () => {
    document.querySelector('input')!.value = 'typed';
    expect(await refresh(section())).toBe(true);
    expect(fetched.mock.calls[0]![1].headers).toEqual({ 'If-None-Match': 'a' });
    expect(section().textContent).toContain('1.1');
    expect(section().dataset.liveTag).toBe('b');
    expect(document.querySelector('input')!.value).toBe('typed');
    expect(document.querySelector('button')!.hidden).toBe(false);
    expect(document.querySelector('[data-announcements]')!.textContent).toBe('The list was updated.');
  });

  it('keeps the focus where it was', async () => {
    document.querySelector('a')!.focus();
    await refresh(section());
    expect(document.activeElement!.textContent).toBe('1.0');
  });

  it('leaves the page alone where nothing is new', async () => {
    fetched.mockResolvedValueOnce(new Response(null, { status: 304 }));
    expect(await refresh(section())).toBe(true);
    expect(section().textContent).not.toContain('1.1');
  });

  it('ends where the page is there no more', async () => {
    fetched.mockResolvedValueOnce(new Response('', { status: 404 }));
    expect(await refresh(section())).toBe(false);
  });

  it('asks every five seconds while somebody is there', async () => {
    vi.useFakeTimers();
    fetched.mockImplementation(() => Promise.resolve(new Response(null, { status: 304 })));
    enhance();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(fetched).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(fetched.mock.calls.length).toBeLessThan(125);
    const asked = fetched.mock.calls.length;
    dispatchEvent(new Event('keydown'));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(fetched).toHaveBeenCalledTimes(asked + 1);
  });
});

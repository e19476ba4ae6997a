import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchPart, poll } from './poll';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('asks until an answer says that it was the last one, also when they fail', async () => {
  const ask = vi
    .fn<() => Promise<boolean>>()
    .mockResolvedValueOnce(true)
    .mockRejectedValueOnce(new TypeError('no network'))
    .mockResolvedValueOnce(false);
  poll(1_000, ask);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ask).toHaveBeenCalledTimes(3);
});

test('asks no more while nobody is there, and again when somebody comes back', async () => {
  const ask = vi.fn(() => Promise.resolve(true));
  poll(60_000, ask);
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(ask).toHaveBeenCalledTimes(10);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(ask).toHaveBeenCalledTimes(11);
});

test('leaves the page alone while somebody is busy with it', async () => {
  const ask = vi.fn(() => Promise.resolve(true));
  let busy = true;
  poll(1_000, ask, () => busy);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ask).not.toHaveBeenCalled();
  busy = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledOnce();
});

test('tells what is new, what is as it was, and what is over', async () => {
  const fetch = vi.fn();
  vi.stubGlobal('fetch', fetch);
  fetch.mockResolvedValueOnce(new Response('<p data-x>new</p>', { headers: { ETag: '"2"' } }));
  const fresh = await fetchPart('/x', '"1"', '[data-x]');
  expect(fresh?.fresh?.textContent).toBe('new');
  expect(fresh?.tag).toBe('"2"');
  expect(fetch.mock.lastCall![1].headers).toEqual({ 'If-None-Match': '"1"' });

  fetch.mockResolvedValueOnce(new Response(null, { status: 304 }));
  expect(await fetchPart('/x', '"2"', '[data-x]')).toEqual({ tag: '"2"' });
  fetch.mockResolvedValueOnce(new Response('', { status: 503 }));
  expect(await fetchPart('/x', '"2"', '[data-x]')).toEqual({ tag: '"2"' });
  fetch.mockResolvedValueOnce(new Response('', { status: 404 }));
  expect(await fetchPart('/x', '"2"', '[data-x]')).toBeNull();
  fetch.mockResolvedValueOnce(new Response('<p>another page</p>'));
  expect(await fetchPart('/x', '"2"', '[data-x]')).toBeNull();
});

import { describe, expect, it } from 'vitest';
import { enhance } from './relative-time';

const NOW = new Date('2026-11-20T12:00:00Z');

function shown(datetime: string, lang = 'en'): HTMLTimeElement {
  document.documentElement.lang = lang;
  document.body.innerHTML = `<time datetime="${datetime}" data-relative>exactly then</time>`;
  enhance(document, NOW);
  return document.querySelector('time')!;
}

describe('relative time', () => {
  it('says how long ago in the largest fitting unit', () => {
    expect(shown('2026-11-20T11:59:40Z').textContent).toBe('this minute');
    expect(shown('2026-11-20T11:48:00Z').textContent).toBe('12 minutes ago');
    expect(shown('2026-11-18T11:00:00Z').textContent).toBe('2 days ago');
    expect(shown('2024-11-01T12:00:00Z').textContent).toBe('2 years ago');
  });

  it('says of what was just made how long it lasts', () => {
    expect(shown('2026-11-21T11:59:58Z').textContent).toBe('tomorrow');
    expect(shown('2026-11-20T12:59:58Z').textContent).toBe('in 1 hour');
    expect(shown('2026-11-27T11:59:58Z').textContent).toBe('in 7 days');
    expect(shown('2026-12-20T11:59:58Z').textContent).toBe('in 30 days');
    expect(shown('2027-02-18T11:59:58Z').textContent).toBe('in 3 months');
    expect(shown('2027-11-20T11:59:58Z').textContent).toBe('in 12 months');
    expect(shown('2028-11-20T11:59:58Z').textContent).toBe('in 2 years');
  });

  it('rounds to the nearest', () => {
    expect(shown('2026-11-20T10:20:00Z').textContent).toBe('2 hours ago');
    expect(shown('2026-11-19T12:00:10Z').textContent).toBe('yesterday');
    expect(shown('2026-10-21T12:00:00Z').textContent).toBe('30 days ago');
  });

  it('speaks the language of the page', () => {
    expect(shown('2026-11-20T09:00:00Z', 'es').textContent).toBe('hace 3 horas');
    expect(shown('2026-11-20T09:00:00Z', 'zh-Hant').textContent).toContain('小時前');
  });

  it('keeps the exact time as the title', () => {
    expect(shown('2026-11-20T09:00:00Z').title).toBe('exactly then');
  });

  it('leaves dates to whoever prefers them', () => {
    document.documentElement.dataset.times = 'absolute';
    expect(shown('2026-11-20T09:00:00Z').textContent).toBe('exactly then');
    delete document.documentElement.dataset.times;
  });

  it('leaves a time that it cannot read', () => {
    expect(shown('soon').textContent).toBe('exactly then');
  });
});

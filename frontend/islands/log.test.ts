import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { enhance, range } from './log';

class Source extends EventTarget {
  static opened: Source[] = [];
  closed = false;

  constructor(readonly url: string) {
    super();
    Source.opened.push(this);
  }

  close(): void {
    this.closed = true;
  }

  say(name: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

const PIECES = [
  { first: 1, at: '2026-05-03T12:00:01Z', lines: ['==> Clone', 'Receiving', 'STEP 1/2: FROM scratch', 'one'] },
  { first: 5, at: '2026-05-03T12:00:02Z', lines: ['STEP 2/2: COPY . /', '\x1b[31mtwo\x1b[0m'] },
];

function lines(): string[] {
  return [...document.querySelectorAll('[data-n]')].map((line) => line.textContent ?? '');
}

describe('log', () => {
  beforeEach(() => {
    Source.opened = [];
    vi.stubGlobal('EventSource', Source);
    vi.stubGlobal('requestAnimationFrame', (draw: () => void) => draw());
    location.hash = '';
    document.body.innerHTML = `<p data-announcements></p>
      <div data-log="/r/acme/web/-/builds/1/log" hidden data-reconnecting="again" data-none="none" data-found="found" data-over="over">
        <form data-log-search><input><button type="submit"></button><button type="button" data-log-next hidden></button><output></output></form>
        <button data-log-toggle="wrap"></button><button data-log-follow></button>
        <p data-log-banner hidden></p><div data-log-lines class="wrap"></div>
      </div>`;
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows lines below the step that they belong to', () => {
    enhance();
    Source.opened[0]!.say('lines', { pieces: PIECES });
    expect(lines()).toEqual(['==> Clone', 'Receiving', 'STEP 1/2: FROM scratch', 'one', 'STEP 2/2: COPY . /', 'two']);
    const steps = [...document.querySelectorAll('details')];
    expect(steps.map((step) => step.querySelector('summary')!.textContent)).toEqual([
      '==> Clone',
      'STEP 1/2: FROM scratch',
      'STEP 2/2: COPY . /',
    ]);
    expect(steps.map((step) => step.querySelectorAll('.log-line').length)).toEqual([1, 1, 1]);
    expect(document.querySelector<HTMLElement>('[data-n="6"]')!.dataset.at).toBe('12:00:02');
    expect(document.querySelector<HTMLElement>('[data-log]')!.hidden).toBe(false);
  });

  it('goes on where it was after the connection was lost', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    enhance();
    Source.opened[0]!.say('lines', { pieces: [PIECES[0]] });
    Source.opened[0]!.dispatchEvent(new Event('error'));
    expect(document.querySelector('[data-log-banner]')!.textContent).toBe('again');
    vi.advanceTimersByTime(3_000);
    expect(Source.opened[1]!.url).toBe('/r/acme/web/-/builds/1/log/events?from=5');
    Source.opened[1]!.dispatchEvent(new Event('open'));
    expect(document.querySelector<HTMLElement>('[data-log-banner]')!.hidden).toBe(true);
    Source.opened[1]!.say('lines', { pieces: PIECES });
    expect(lines()).toHaveLength(6);
  });

  it('says when a build ends that somebody watches, and listens no more', () => {
    enhance();
    Source.opened[0]!.say('state', { state: 'building' });
    Source.opened[0]!.say('state', { state: 'failed' });
    Source.opened[0]!.say('end', { state: 'failed' });
    expect(Source.opened[0]!.closed).toBe(true);
    expect(document.querySelector('[data-announcements]')!.textContent).toBe('over');
  });

  it('leads to the lines of the address', () => {
    location.hash = '#L2-L4';
    enhance();
    Source.opened[0]!.say('lines', { pieces: PIECES });
    expect([...document.querySelectorAll<HTMLElement>('.chosen')].map((line) => line.dataset.n)).toEqual(['2', '3', '4']);
    expect(range('#L9-L7')).toEqual([7, 9]);
    expect(range('#other')).toBeNull();
  });

  it('takes a click at a number for the line, and a key for the step', () => {
    enhance();
    Source.opened[0]!.say('lines', { pieces: PIECES });
    const step = document.querySelector<HTMLElement>('summary[data-n="3"]')!;
    step.style.paddingLeft = '76px';
    const key = new MouseEvent('click', { bubbles: true, cancelable: true, detail: 0 });
    step.dispatchEvent(key);
    expect(key.defaultPrevented).toBe(false);
    expect(location.hash).toBe('');
    step.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
    expect(location.hash).toBe('#L3');
    const line = document.querySelector<HTMLElement>('[data-n="6"]')!;
    line.style.paddingLeft = '76px';
    line.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1, clientX: 500 }));
    expect(location.hash).toBe('#L3');
    line.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1, shiftKey: true }));
    expect(location.hash).toBe('#L3-L6');
    expect(document.querySelectorAll('.chosen')).toHaveLength(4);
  });

  it('leads to a line where a link of the page does', () => {
    document.body.insertAdjacentHTML('beforeend', '<a href="/r/acme/web/-/builds/1/log#L5">STEP 2/2</a>');
    enhance();
    Source.opened[0]!.say('lines', { pieces: PIECES });
    const click = new MouseEvent('click', { bubbles: true, cancelable: true });
    document.querySelector('a')!.dispatchEvent(click);
    expect(click.defaultPrevented).toBe(true);
    expect(location.hash).toBe('#L5');
    expect(document.querySelector<HTMLElement>('.chosen')!.dataset.n).toBe('5');
  });

  it('finds lines by asking the server', async () => {
    const fetched = vi.fn((_url: string) => Promise.resolve(new Response('{"lines":[2,6]}')));
    vi.stubGlobal('fetch', fetched);
    enhance();
    Source.opened[0]!.say('lines', { pieces: PIECES });
    document.querySelector('input')!.value = 'a & b';
    document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
    await vi.waitFor(() => expect(document.querySelector('output')!.textContent).toBe('1 / 2 found'));
    expect(fetched.mock.calls[0]![0]).toBe('/r/acme/web/-/builds/1/log/search?q=a%20%26%20b');
    expect(document.querySelectorAll('.hit')).toHaveLength(2);
    document.querySelector<HTMLButtonElement>('[data-log-next]')!.click();
    expect(document.querySelector<HTMLElement>('.chosen')!.dataset.n).toBe('6');
  });
});

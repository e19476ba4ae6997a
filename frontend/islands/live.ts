import { announce } from './announce';
import { enhance as copy } from './copy';
import { enhance as relativeTime } from './relative-time';

const EVERY = 5_000;
/** Nobody there: asking on would keep a session open that nobody uses. */
const UNATTENDED = 10 * 60_000;

/**
 * `<section data-live-tag="…" data-live-said="sentence">` with `<div data-live="name">` inside: while somebody looks,
 * the page is asked for again every few seconds, and where its tag has changed those parts are taken from it.
 */
export function enhance(root: ParentNode = document): void {
  const section = root.querySelector<HTMLElement>('[data-live-tag]');
  if (section) {
    watch(section);
  }
}

function watch(section: HTMLElement): void {
  let attended = Date.now();
  let asking = false;
  const stop = (): void => clearInterval(timer);
  const ask = async (): Promise<void> => {
    if (asking || document.hidden || Date.now() - attended > UNATTENDED || isSelecting(section)) {
      return;
    }
    asking = true;
    try {
      if (!(await refresh(section))) {
        stop();
      }
    } catch {
      // the network comes back
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => void ask(), EVERY);
  for (const sign of ['pointerdown', 'pointermove', 'keydown', 'scroll']) {
    addEventListener(sign, () => (attended = Date.now()), { passive: true });
  }
  document.addEventListener('visibilitychange', () => {
    attended = Date.now();
    void ask();
  });
}

/** Whether to ask again. */
export async function refresh(section: HTMLElement): Promise<boolean> {
  const known = section.dataset.liveTag ?? '';
  const answer = await fetch(location.href, { headers: { 'If-None-Match': known }, redirect: 'manual' });
  if (answer.status === 304 || answer.status >= 500) {
    return true;
  }
  if (answer.status !== 200) {
    return false;
  }
  const fresh = new DOMParser()
    .parseFromString(await answer.text(), 'text/html')
    .querySelector<HTMLElement>('[data-live-tag]');
  if (!fresh) {
    return false;
  }
  replace(section, fresh);
  announce(section.dataset.liveSaid ?? '');
  return true;
}

function replace(section: HTMLElement, fresh: HTMLElement): void {
  for (const part of section.querySelectorAll<HTMLElement>('[data-live]')) {
    const other = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (other) {
      const focused = part.contains(document.activeElement) ? mark(document.activeElement!) : null;
      const marked = new Set([...part.querySelectorAll<HTMLInputElement>('input:checked')].map((box) => box.value));
      part.replaceChildren(...other.childNodes);
      for (const box of part.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) {
        box.checked = marked.has(box.value);
      }
      copy(part);
      relativeTime(part);
      if (focused !== null) {
        [...part.querySelectorAll<HTMLElement>('a, button')]
          .find((element) => mark(element) === focused)
          ?.focus({ preventScroll: true });
      }
    }
  }
  section.dataset.liveTag = fresh.dataset.liveTag;
}

function mark(element: Element): string {
  return `${element.getAttribute('href') ?? ''} ${element.getAttribute('data-copy') ?? ''}`;
}

function isSelecting(section: HTMLElement): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && section.contains(selection.anchorNode);
}

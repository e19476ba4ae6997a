import { announce } from './announce';
import { enhance as copy } from './copy';
import { fetchPart, poll } from './poll';
import { enhance as relativeTime } from './relative-time';

const EVERY = 5_000;

/**
 * `<section data-live-tag="…" data-live-said="sentence">` with `<div data-live="name">` inside: while somebody looks,
 * the page is asked for again every few seconds, and where its tag has changed those parts are taken from it.
 */
export function enhance(root: ParentNode = document): void {
  const section = root.querySelector<HTMLElement>('[data-live-tag]');
  if (section) {
    poll(EVERY, () => refresh(section), () => isSelecting(section));
  }
}

/** Whether to ask again. */
export async function refresh(section: HTMLElement): Promise<boolean> {
  const answer = await fetchPart(location.href, section.dataset.liveTag ?? '', '[data-live-tag]');
  if (answer?.fresh) {
    replace(section, answer.fresh);
    announce(section.dataset.liveSaid ?? '');
  }
  return answer !== null;
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

import { announce } from './announce';
import { fetchPart, poll } from './poll';

const EVERY = 3_000;

/** `<a data-bell="2" …>`: while something runs and somebody looks, the bell is asked for again; then it is quiet. */
export function enhance(root: ParentNode = document): void {
  const bell = root.querySelector<HTMLElement>('[data-bell]');
  if (bell && isRunning(bell)) {
    poll(EVERY, () => refresh(bell));
  }
}

/** Whether to ask again. The element stays, so that it keeps the focus. */
export async function refresh(bell: HTMLElement): Promise<boolean> {
  const answer = await fetchPart('/-/operations/bell', bell.dataset.bellTag ?? '', '[data-bell]');
  if (!answer?.fresh) {
    return answer !== null;
  }
  bell.dataset.bell = answer.fresh.dataset.bell;
  bell.dataset.bellTag = answer.tag;
  bell.setAttribute('aria-label', answer.fresh.getAttribute('aria-label') ?? '');
  bell.replaceChildren(...answer.fresh.childNodes);
  if (!isRunning(bell)) {
    announce(bell.dataset.bellDone ?? '');
  }
  return isRunning(bell);
}

function isRunning(bell: HTMLElement): boolean {
  return Number(bell.dataset.bell) > 0;
}

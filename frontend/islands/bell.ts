import { announce } from './announce';

const EVERY = 3_000;
/** Nobody there: asking on would keep a session open that nobody uses. */
const UNATTENDED = 10 * 60_000;

/** `<a data-bell="2" …>`: while something runs and somebody looks, the bell is asked for again; then it is quiet. */
export function enhance(root: ParentNode = document): void {
  const bell = root.querySelector<HTMLElement>('[data-bell]');
  if (bell && isRunning(bell)) {
    watch(bell);
  }
}

function watch(bell: HTMLElement): void {
  let attended = Date.now();
  const ask = async (): Promise<void> => {
    if (!document.hidden && Date.now() - attended < UNATTENDED) {
      try {
        if (!(await refresh(bell))) {
          return;
        }
      } catch {
        // the network comes back
      }
    }
    setTimeout(() => void ask(), EVERY);
  };
  for (const sign of ['pointerdown', 'pointermove', 'keydown', 'scroll']) {
    addEventListener(sign, () => (attended = Date.now()), { passive: true });
  }
  setTimeout(() => void ask(), EVERY);
}

/** Whether to ask again. The element stays, so that it keeps the focus. */
export async function refresh(bell: HTMLElement): Promise<boolean> {
  const answer = await fetch('/-/operations/bell', {
    headers: bell.dataset.bellTag ? { 'If-None-Match': bell.dataset.bellTag } : {},
    redirect: 'manual',
  });
  if (answer.status === 304 || answer.status >= 500) {
    return true;
  }
  if (answer.status !== 200) {
    return false;
  }
  const fresh = new DOMParser()
    .parseFromString(await answer.text(), 'text/html')
    .querySelector<HTMLElement>('[data-bell]');
  if (!fresh) {
    return false;
  }
  bell.dataset.bell = fresh.dataset.bell;
  bell.dataset.bellTag = answer.headers.get('ETag') ?? '';
  bell.setAttribute('aria-label', fresh.getAttribute('aria-label') ?? '');
  bell.replaceChildren(...fresh.childNodes);
  if (!isRunning(bell)) {
    announce(bell.dataset.bellDone ?? '');
  }
  return isRunning(bell);
}

function isRunning(bell: HTMLElement): boolean {
  return Number(bell.dataset.bell) > 0;
}

/** Nobody there: asking on would keep a session open that nobody uses. */
const UNATTENDED = 10 * 60_000;

/**
 * Asks every few milliseconds while somebody looks, and when they come back to the page, until an answer says that it
 * was the last one.
 */
export function poll(every: number, ask: () => Promise<boolean>, isBusy: () => boolean = () => false): void {
  let attended = Date.now();
  let asking = false;
  const turn = async (): Promise<void> => {
    if (asking || document.hidden || Date.now() - attended > UNATTENDED || isBusy()) {
      return;
    }
    asking = true;
    try {
      if (!(await ask())) {
        clearInterval(timer);
        document.removeEventListener('visibilitychange', comeBack);
      }
    } catch {
      // the network comes back
    } finally {
      asking = false;
    }
  };
  const comeBack = (): void => {
    attended = Date.now();
    void turn();
  };
  const timer = setInterval(() => void turn(), every);
  for (const sign of ['pointerdown', 'pointermove', 'keydown', 'scroll']) {
    addEventListener(sign, () => (attended = Date.now()), { passive: true });
  }
  document.addEventListener('visibilitychange', comeBack);
}

/** A part of a page with its tag; without one when it is as it was or the server is in trouble, null when it is over. */
export async function fetchPart(
  url: string,
  known: string,
  selector: string,
): Promise<{ fresh?: HTMLElement; tag: string } | null> {
  const answer = await fetch(url, { headers: known ? { 'If-None-Match': known } : {}, redirect: 'manual' });
  if (answer.status === 304 || answer.status >= 500) {
    return { tag: known };
  }
  if (answer.status !== 200) {
    return null;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector<HTMLElement>(selector);
  return fresh && { fresh, tag: answer.headers.get('ETag') ?? '' };
}

import { announce } from './announce';
import { follow, type Piece } from './log-source';
import { LogView } from './log-view';

/**
 * `<div data-log="/r/acme/web/-/builds/1/log">` with `[data-log-lines]`: shows what a build says as it says it, from
 * the first line on. Follows its end until somebody scrolls up; folds by steps; searches on the server; `#L120-L140`
 * leads to lines.
 */
export function enhance(root: ParentNode = document): void {
  const box = root.querySelector<HTMLElement>('[data-log]');
  const list = box?.querySelector<HTMLElement>('[data-log-lines]');
  if (!box || !list) {
    return;
  }
  box.hidden = false;
  const view = new LogView(list);
  const end = box.querySelector<HTMLButtonElement>('[data-log-follow]')!;
  const banner = box.querySelector<HTMLElement>('[data-log-banner]')!;
  let asked = range(location.hash);
  view.onFollow = (following) => (end.hidden = following);
  view.following = asked === null;
  end.hidden = view.following;
  end.addEventListener('click', () => view.toEnd());
  for (const toggle of box.querySelectorAll<HTMLButtonElement>('[data-log-toggle]')) {
    toggle.addEventListener('click', () => {
      const on = list.classList.toggle(toggle.dataset.logToggle!);
      toggle.setAttribute('aria-pressed', String(on));
    });
  }
  const show = (): void => {
    if (asked && view.last >= asked[0]) {
      view.choose(asked[0], asked[1]);
      asked = null;
    }
  };
  addEventListener('hashchange', () => {
    asked = range(location.hash);
    show();
  });
  // links to lines, which lead to the plain page without a script
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(`a[href^="${box.dataset.log}#L"]`);
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      history.replaceState(null, '', link.hash);
      asked = range(link.hash);
      list.focus({ preventScroll: true });
      show();
    }
  });
  list.addEventListener('click', (event) => {
    const line = view.numberAt(event);
    if (line !== null) {
      event.preventDefault();
      const from = event.shiftKey ? range(location.hash)?.[0] : undefined;
      const pair = from === undefined ? [line] : [Math.min(from, line), Math.max(from, line)];
      history.replaceState(null, '', '#' + pair.map((number) => `L${number}`).join('-'));
      view.choose(pair[0]!, pair.at(-1)!, false);
    }
  });
  search(box, view);
  follow(box.dataset.log!, {
    lines(pieces: Piece[]) {
      view.add(pieces);
      show();
    },
    lost(lost: boolean) {
      banner.hidden = !lost;
      banner.textContent = lost ? (box.dataset.reconnecting ?? '') : '';
    },
    over(watched: boolean) {
      if (watched) {
        announce(box.dataset.over ?? '');
      }
    },
  });
}

/** Of `#L120` or `#L120-L140`. */
export function range(hash: string): [number, number] | null {
  const found = /^#L(\d{1,9})(?:-L(\d{1,9}))?$/.exec(hash);
  if (!found) {
    return null;
  }
  const first = Number(found[1]);
  const last = Number(found[2] ?? found[1]);
  return [Math.min(first, last), Math.max(first, last)];
}

function search(box: HTMLElement, view: LogView): void {
  const form = box.querySelector<HTMLFormElement>('[data-log-search]')!;
  const field = form.querySelector('input')!;
  const next = form.querySelector<HTMLButtonElement>('[data-log-next]')!;
  const told = form.querySelector('output')!;
  let found: number[] = [];
  let at = -1;
  const step = (): void => {
    at = (at + 1) % found.length;
    told.textContent = `${at + 1} / ${found.length} ${box.dataset.found ?? ''}`;
    view.choose(found[at]!, found[at]!);
  };
  next.addEventListener('click', step);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void (async () => {
      const words = field.value.trim();
      const answer = words ? await fetch(`${box.dataset.log}/search?q=${encodeURIComponent(words)}`) : null;
      found = answer?.ok ? ((await answer.json()) as { lines: number[] }).lines : [];
      at = -1;
      view.mark(found);
      next.hidden = found.length < 2;
      told.textContent = words ? (box.dataset.none ?? '') : '';
      if (found.length) {
        step();
      }
    })();
  });
}

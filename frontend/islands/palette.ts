import { announce } from './announce';

interface Item {
  label: string;
  kind: string;
  path: string;
}

const WAIT = 120;
const RECENT = 5;
const KEY = 'slipway-recent';

/** `<dialog data-palette="user">`: opens with Ctrl-K or `[data-palette-open]` and leads to what its words find. */
export function enhance(root: ParentNode = document): void {
  const dialog = root.querySelector<HTMLDialogElement>('dialog[data-palette]');
  if (dialog) {
    new Palette(dialog).listen(root);
  }
}

class Palette {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly nothing: HTMLElement;
  private items: Item[] = [];
  private chosen = 0;
  private timer = 0;
  private asked = 0;

  constructor(private readonly dialog: HTMLDialogElement) {
    this.input = dialog.querySelector('input')!;
    this.list = dialog.querySelector('[role=listbox]')!;
    this.nothing = dialog.querySelector('[data-nothing]')!;
  }

  listen(root: ParentNode): void {
    for (const button of root.querySelectorAll<HTMLButtonElement>('[data-palette-open]')) {
      button.hidden = false;
      button.addEventListener('click', () => this.open());
    }
    document.addEventListener('keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        this.open();
      }
    });
    for (const form of root.querySelectorAll<HTMLFormElement>('form[action$="/logout"]')) {
      // names that somebody may see are nothing for whoever sits here next
      form.addEventListener('submit', () => localStorage.removeItem(KEY));
    }
    this.input.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.ask(), WAIT);
    });
    this.input.addEventListener('keydown', (event) => this.press(event));
    this.list.addEventListener('click', (event) => {
      const option = (event.target as Element).closest('[role=option]');
      if (option) {
        this.go([...this.list.children].indexOf(option));
      }
    });
    this.dialog.addEventListener('click', (event) => event.target === this.dialog && this.dialog.close());
  }

  private open(): void {
    const other = document.querySelector('dialog[open]');
    if (this.dialog.open || other) {
      return;
    }
    this.input.value = '';
    this.show([]);
    this.nothing.hidden = true;
    this.dialog.showModal();
    void this.ask();
  }

  private async ask(): Promise<void> {
    const words = this.input.value.trim();
    const turn = ++this.asked;
    let found: Item[] = [];
    try {
      const answer = await fetch(`/-/palette?q=${encodeURIComponent(words)}`, { headers: { Accept: 'application/json' } });
      found = answer.ok ? ((await answer.json()) as Item[]) : [];
    } catch {
      // without an answer there is nothing to offer
    }
    if (turn === this.asked) {
      const recent = words === '' ? this.recent() : [];
      const known = new Set(recent.map((item) => item.path));
      this.show([...recent, ...found.filter((item) => !known.has(item.path))]);
      if (this.items.length === 0) {
        announce(this.nothing.textContent ?? '');
      }
    }
  }

  private show(items: Item[]): void {
    this.items = items;
    this.list.replaceChildren(...items.map(option));
    this.nothing.hidden = items.length > 0;
    this.input.setAttribute('aria-expanded', String(items.length > 0));
    this.choose(0);
  }

  private choose(index: number): void {
    const options = [...this.list.children];
    this.chosen = options.length === 0 ? 0 : (index + options.length) % options.length;
    options.forEach((each, at) => each.setAttribute('aria-selected', String(at === this.chosen)));
    const now = options[this.chosen];
    if (now) {
      this.input.setAttribute('aria-activedescendant', now.id);
      now.scrollIntoView({ block: 'nearest' });
    } else {
      this.input.removeAttribute('aria-activedescendant');
    }
  }

  private press(event: KeyboardEvent): void {
    if (event.isComposing) {
      return;
    }
    const to = { ArrowDown: this.chosen + 1, ArrowUp: this.chosen - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.choose(to);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.go(this.chosen);
    }
  }

  private go(index: number): void {
    const item = this.items[index];
    if (item) {
      this.remember(item);
      this.dialog.close();
      location.assign(item.path);
    }
  }

  private recent(): Item[] {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as { user?: string; items?: Item[] };
      return kept.user === this.dialog.dataset.palette ? (kept.items ?? []).filter(isOwn) : [];
    } catch {
      return [];
    }
  }

  private remember(item: Item): void {
    const items = [item, ...this.recent().filter((other) => other.path !== item.path)].slice(0, RECENT);
    try {
      localStorage.setItem(KEY, JSON.stringify({ user: this.dialog.dataset.palette, items }));
    } catch {
      // a browser that keeps nothing offers nothing recent
    }
  }
}

function isOwn(item: Item): boolean {
  return /^\/(?![/\\])/.test(item.path) && typeof item.label === 'string' && typeof item.kind === 'string';
}

function option(item: Item, index: number): HTMLElement {
  const element = document.createElement('li');
  element.id = `palette-${index}`;
  element.setAttribute('role', 'option');
  const label = document.createElement('span');
  label.textContent = item.label;
  const kind = document.createElement('span');
  kind.className = 'muted';
  kind.textContent = item.kind;
  element.append(label, ' ', kind);
  return element;
}

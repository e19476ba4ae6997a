const ROW = '[data-row]';
const BOX = `${ROW} input[type=checkbox]`;

let last: HTMLInputElement | null = null;

/** `<tr data-row>` with a checkbox: with Shift, a click marks all from the last one that was clicked. */
export function enhance(root: ParentNode = document): void {
  root.addEventListener('click', (event) => {
    const box = event.target;
    if (box instanceof HTMLInputElement && box.matches(BOX)) {
      mark(box, (event as MouseEvent).shiftKey);
    }
  });
}

/**
 * A key in such a list: to the next row and back, mark it, copy what `[data-row-pull]` and `[data-row-digest]` have, open
 * `a[data-row-open]`.
 */
export function press(key: string, root: ParentNode = document): boolean {
  const rows = [...root.querySelectorAll<HTMLElement>(ROW)];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (key === 'j' || key === 'k') {
    const next = rows[key === 'j' ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)];
    next?.querySelector<HTMLElement>('a[data-row-open]')?.focus();
    return next !== undefined;
  }
  const row = rows[at];
  if (!row) {
    return false;
  }
  switch (key) {
    case 'x':
    case 'X': {
      const box = row.querySelector<HTMLInputElement>('input[type=checkbox]');
      if (box) {
        box.checked = key === 'X' || !box.checked;
        mark(box, key === 'X');
      }
      return box !== null;
    }
    case 'c':
      return click(row, '[data-row-pull] button[data-copy]');
    case 'y':
      return click(row, '[data-row-digest] button[data-copy]');
    case 'e':
      return click(row, 'a[data-row-open]');
    default:
      return false;
  }
}

function mark(box: HTMLInputElement, range: boolean): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>(BOX)];
  const from = last === null ? -1 : boxes.indexOf(last);
  const to = boxes.indexOf(box);
  if (range && from >= 0) {
    for (const between of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) {
      between.checked = box.checked;
    }
  }
  last = box;
}

function click(row: HTMLElement, what: string): boolean {
  const found = row.querySelector<HTMLElement>(what);
  found?.click();
  return found !== null;
}

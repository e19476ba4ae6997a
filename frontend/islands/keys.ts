import { press } from './rows';

const PATIENCE = 1_500;
const FIELDS = 'input:not([type=checkbox]), textarea, select, [contenteditable]:not([contenteditable=false])';

/**
 * Single keys, unless `<html data-keys="off">`: `/` to the search, `?` opens `<dialog data-help>`, and `g` followed by
 * the letter of one of its links, `<a data-go="r">`, goes there. Lists with rows have keys of their own.
 */
export function enhance(root: ParentNode = document): void {
  const help = root.querySelector<HTMLDialogElement>('dialog[data-help]');
  for (const button of root.querySelectorAll<HTMLButtonElement>('[data-help-open]')) {
    button.hidden = false;
    button.addEventListener('click', () => help?.showModal());
  }
  if (document.documentElement.dataset.keys === 'off') {
    return;
  }
  let began = -Infinity;
  document.addEventListener('keydown', (event) => {
    if (!isSingle(event)) {
      return;
    }
    const going = event.timeStamp - began < PATIENCE;
    began = -Infinity;
    if (going) {
      root.querySelector<HTMLAnchorElement>(`[data-go="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
    } else if (event.key === 'g') {
      began = event.timeStamp;
    } else if (event.key === '?' && help) {
      event.preventDefault();
      help.showModal();
    } else if (event.key === '/') {
      search(event);
    } else if (press(event.key, root)) {
      event.preventDefault();
    }
  });
}

function isSingle(event: KeyboardEvent): boolean {
  const typing = event.target instanceof Element && event.target.closest(FIELDS) !== null;
  const held = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat;
  return !event.defaultPrevented && !typing && !held && document.querySelector('dialog[open]') === null;
}

function search(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLInputElement>('header [role=search] input, [role=search] input');
  if (field) {
    event.preventDefault();
    field.focus();
    field.select();
  }
}

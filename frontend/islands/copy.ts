import { announce } from './announce';

const SHOWN = 2_000;

/** `<button hidden data-copy="text" data-copied="sentence">`: appears where scripts run and copies its text. */
export function enhance(root: ParentNode = document): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => void copy(button));
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  if (!(await write(button.dataset.copy ?? ''))) {
    return;
  }
  announce(button.dataset.copied ?? '');
  button.dataset.done = '';
  setTimeout(() => delete button.dataset.done, SHOWN);
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeBySelection(text);
  }
}

/** Browsers offer the clipboard on https only; a registry inside a network may be on plain http. */
function writeBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr-only';
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) {
      focused.focus();
    }
  }
}

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { enhance } from './keys';

const PAGE = `
  <header><form role="search"><input type="search" name="q"></form></header>
  <textarea></textarea>
  <dialog data-help><a href="#repositories" data-go="r">Repositories</a></dialog>`;

function press(key: string, options: KeyboardEventInit = {}, target: EventTarget = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options });
  target.dispatchEvent(event);
  return event;
}

describe('keys', () => {
  const gone = vi.fn();
  const shown = vi.fn();

  beforeEach(() => {
    // the listeners of one test are not those of the next
    const fresh = document.implementation.createHTMLDocument();
    vi.stubGlobal('document', fresh);
    fresh.body.innerHTML = PAGE;
    gone.mockClear();
    shown.mockClear();
    fresh.querySelector('a')!.addEventListener('click', (event) => {
      event.preventDefault();
      gone();
    });
    fresh.querySelector('dialog')!.showModal = shown;
  });

  it('goes where two keys lead', () => {
    enhance(document);
    press('g');
    press('r');
    expect(gone).toHaveBeenCalledOnce();
    press('r');
    expect(gone).toHaveBeenCalledOnce();
  });

  it('opens the help, and finds the search', () => {
    enhance(document);
    press('?');
    expect(shown).toHaveBeenCalledOnce();
    expect(press('/').defaultPrevented).toBe(true);
  });

  it('leaves what is typed, and keys that are held with others', () => {
    enhance(document);
    expect(press('/', {}, document.querySelector('textarea')!).defaultPrevented).toBe(false);
    expect(press('/', { ctrlKey: true }).defaultPrevented).toBe(false);
    press('?', {}, document.querySelector('input')!);
    expect(shown).not.toHaveBeenCalled();
  });

  it('does nothing where it is switched off', () => {
    document.documentElement.dataset.keys = 'off';
    enhance(document);
    press('?');
    press('g');
    press('r');
    expect(shown).not.toHaveBeenCalled();
    expect(gone).not.toHaveBeenCalled();
  });
});

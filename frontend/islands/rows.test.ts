import { beforeEach, describe, expect, it, vi } from 'vitest';
import { enhance, press } from './rows';

const row = (name: string): string => `<tr data-row>
  <td><input type="checkbox" value="${name}"><a href="#${name}" data-row-open>${name}</a></td>
  <td data-row-digest><button data-copy="sha256:${name}"></button></td>
  <td data-row-pull><button data-copy="pull ${name}"></button></td></tr>`;

const marked = (): string[] => [...document.querySelectorAll<HTMLInputElement>('input:checked')].map((box) => box.value);
const box = (name: string): HTMLInputElement => document.querySelector(`input[value="${name}"]`)!;

describe('rows', () => {
  beforeEach(() => {
    document.body.innerHTML = `<table><tbody>${['a', 'b', 'c', 'd'].map(row).join('')}</tbody></table>`;
  });

  it('goes from row to row, and stays at the ends', () => {
    for (const [key, name] of [['j', 'a'], ['j', 'b'], ['k', 'a'], ['k', 'a'], ['j', 'b'], ['j', 'c'], ['j', 'd'], ['j', 'd']]) {
      expect(press(key!)).toBe(true);
      expect(document.activeElement?.textContent).toBe(name);
    }
  });

  it('marks a row, and all from there', () => {
    press('j');
    press('x');
    expect(marked()).toEqual(['a']);
    press('j');
    press('j');
    press('X');
    expect(marked()).toEqual(['a', 'b', 'c']);
    press('x');
    expect(marked()).toEqual(['a', 'b']);
  });

  it('marks what lies between two clicks', () => {
    enhance(document.body);
    box('d').click();
    const click = new MouseEvent('click', { bubbles: true, shiftKey: true });
    box('b').dispatchEvent(click);
    expect(marked()).toEqual(['b', 'c', 'd']);
  });

  it('copies and opens', () => {
    const clicked = vi.fn();
    document.body.addEventListener('click', (event) => {
      event.preventDefault();
      const target = event.target as HTMLElement;
      clicked(target.dataset.copy ?? target.getAttribute('href'));
    });
    press('j');
    ['c', 'y', 'e'].forEach((key) => press(key));
    expect(clicked.mock.calls.flat()).toEqual(['pull a', 'sha256:a', '#a']);
  });

  it('leaves keys alone where there is no row', () => {
    expect(press('x')).toBe(false);
    document.body.innerHTML = '';
    expect(press('j')).toBe(false);
  });
});

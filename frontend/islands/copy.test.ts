import { beforeEach, describe, expect, it, vi } from 'vitest';
import { enhance } from './copy';

const PAGE = `
  <p data-announcements role="status"></p>
  <button hidden data-copy="docker pull localhost:5000/acme/web:1.0" data-copied="Copied">Copy</button>`;

function offerClipboard(writeText: (text: string) => Promise<void>): void {
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
}

describe('copy', () => {
  beforeEach(() => {
    document.body.innerHTML = PAGE;
  });

  it('shows its button only where scripts run', () => {
    const button = document.querySelector('button')!;
    expect(button.hidden).toBe(true);
    enhance();
    expect(button.hidden).toBe(false);
  });

  it('copies the text and says so in the live region', async () => {
    const writeText = vi.fn(() => Promise.resolve());
    offerClipboard(writeText);
    enhance();
    document.querySelector('button')!.click();
    await vi.waitFor(() => expect(document.querySelector('[data-announcements]')!.textContent).toBe('Copied'));
    expect(writeText).toHaveBeenCalledWith('docker pull localhost:5000/acme/web:1.0');
    expect(document.querySelector('button')!.dataset).toHaveProperty('done');
  });

  it('selects and copies where the clipboard is not offered', async () => {
    offerClipboard(() => Promise.reject(new Error('insecure')));
    let selected = '';
    document.execCommand = () => {
      selected = document.querySelector('textarea')!.value;
      return true;
    };
    enhance();
    document.querySelector('button')!.click();
    await vi.waitFor(() => expect(selected).toBe('docker pull localhost:5000/acme/web:1.0'));
    await vi.waitFor(() => expect(document.querySelector('textarea')).toBeNull());
  });

  it('claims nothing when both ways fail', async () => {
    offerClipboard(() => Promise.reject(new Error('refused')));
    const execCommand = vi.fn(() => false);
    document.execCommand = execCommand;
    enhance();
    document.querySelector('button')!.click();
    await vi.waitFor(() => expect(execCommand).toHaveBeenCalled());
    expect(document.querySelector('[data-announcements]')!.textContent).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { isStep, runs, write } from './ansi';

const text = (line: string): string => runs(line).map((run) => run.text).join('');

describe('ansi', () => {
  it('keeps bold and the sixteen colours of letters', () => {
    expect(runs('a \x1b[1;31mred\x1b[0m \x1b[92mgreen\x1b[39m')).toEqual([
      { text: 'a ', classes: [] },
      { text: 'red', classes: ['ansi-bold', 'ansi-red'] },
      { text: ' ', classes: [] },
      { text: 'green', classes: ['ansi-green'] },
    ]);
  });

  it.each([
    ['\x1b[2J\x1b[Hgone', 'gone'],
    ['\x1b]0;title\x07text', 'text'],
    ['\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\', 'here'],
    ['\x1bPq#0\x1b\\x', 'x'],
    ['\x1b[38;5;196mmany\x1b[48;2;1;2;3m colours', 'many colours'],
    ['open \x1b[', 'open '],
    ['open \x1b]8;;https://evil.example', 'open '],
    ['nul\0 bell\x07 back\b', 'nul bell back'],
    ['turned \u202eround', 'turned round'],
    ['10 %\r50 %\r100 %\r', '100 %'],
  ])('drops every other escape: %j', (line, shown) => {
    expect(text(line)).toBe(shown);
  });

  it('puts whatever a line says into the page as text', () => {
    const line = document.createElement('div');
    write(line, '\x1b[31m<script>alert(1)</script>\x1b[0m<img src=x onerror=alert(1)>');
    expect(line.textContent).toBe('<script>alert(1)</script><img src=x onerror=alert(1)>');
    expect(line.querySelectorAll('*')).toHaveLength(1);
    expect(line.querySelector('span')!.className).toBe('ansi-red');
  });

  it('reads a line of a megabyte at once', () => {
    const began = performance.now();
    expect(text('\x1b[31m' + 'x\x1b'.repeat(500_000))).not.toContain('\x1b');
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('knows where a part begins', () => {
    expect(isStep('==> Clone')).toBe(true);
    expect(isStep('STEP 3/7: RUN make')).toBe(true);
    expect(isStep('[1/2] STEP 3/7: RUN make')).toBe(true);
    expect(isStep('\x1b[1mSTEP 3/7: RUN make')).toBe(true);
    expect(isStep('a STEP 3/7')).toBe(false);
  });
});

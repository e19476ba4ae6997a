/** A part of a line that looks the same. */
export interface Run {
  text: string;
  classes: string[];
}

/** What a terminal would obey: colours and the like, titles and links, every other escape. */
const ESCAPE = /\x1b\[([0-?]*)([ -/]*[@-~])?|\x1b[\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[^\x1b]?/g;
const CONTROL = /[\0-\x08\x0a-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const COLOURS = ['', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', ''];
const BRIGHT = ['grey', ...COLOURS.slice(1)];

/**
 * The runs of a line: bold and the sixteen colours of letters are kept as names of classes, and every other escape and
 * control character is dropped. Of what was written over by a carriage return, the last that stood there is left.
 */
export function runs(line: string): Run[] {
  const text = line.replace(/\r+$/, '');
  const shown = text.slice(text.lastIndexOf('\r') + 1);
  if (!shown.includes('\x1b')) {
    return [{ text: shown.replace(CONTROL, ''), classes: [] }];
  }
  const found: Run[] = [];
  let bold = false;
  let colour = '';
  let end = 0;
  const take = (part: string): void => {
    const clean = part.replace(CONTROL, '');
    if (clean) {
      found.push({ text: clean, classes: [...(bold ? ['ansi-bold'] : []), ...(colour ? [`ansi-${colour}`] : [])] });
    }
  };
  for (const escape of shown.matchAll(ESCAPE)) {
    take(shown.slice(end, escape.index));
    end = escape.index + escape[0].length;
    if (escape[2] === 'm') {
      for (const code of (escape[1] || '0').split(';').map(Number)) {
        if (code === 0) {
          bold = false;
          colour = '';
        } else if (code === 1) {
          bold = true;
        } else if (code === 22) {
          bold = false;
        } else if (code === 39) {
          colour = '';
        } else if (code >= 30 && code <= 37) {
          colour = COLOURS[code - 30]!;
        } else if (code >= 90 && code <= 97) {
          colour = BRIGHT[code - 90]!;
        } else if (code === 38 || code === 48) {
          break;
        }
      }
    }
  }
  take(shown.slice(end));
  return found.length ? found : [{ text: '', classes: [] }];
}

/** Puts a line into an element: as text, whatever it says. */
export function write(element: HTMLElement, line: string): void {
  const parts = runs(line);
  if (parts.length === 1 && parts[0]!.classes.length === 0) {
    element.textContent = parts[0]!.text;
    return;
  }
  element.replaceChildren(
    ...parts.map((part) => {
      if (!part.classes.length) {
        return document.createTextNode(part.text);
      }
      const span = document.createElement('span');
      span.className = part.classes.join(' ');
      span.textContent = part.text;
      return span;
    }),
  );
}

/** Where a part of the log begins that can be folded: a phase, or a step of a Dockerfile. */
export function isStep(line: string): boolean {
  const start = line.slice(0, 40);
  if (!start.includes('==> ') && !start.includes('STEP ')) {
    return false;
  }
  const plain = start.replace(/\x1b\[[0-9;]*m/g, '');
  return /^(==> |(\[\d+\/\d+\] )?STEP \d+(\/\d+)?[: ])/.test(plain);
}

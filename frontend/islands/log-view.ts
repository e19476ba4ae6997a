import { isStep, write } from './ansi';
import type { Piece } from './log-source';

const BLOCK = 200;
/** What is not worth it. */
const FEW = 50;
const NEAR = 40;
/** Its height, as in the style sheet. */
const LINE = 1.25;

/** The lines of a log in a box that scrolls: in blocks, which browsers lay out when they are seen, below their step. */
export class LogView {
  last = 0;
  following = true;
  onFollow: (following: boolean) => void = () => {};

  private readonly lines = new Map<number, HTMLElement>();
  private step: HTMLElement;
  private block: HTMLElement | null = null;
  private inBlock = 0;
  private waiting: Piece[] = [];
  private marked: HTMLElement[] = [];
  private chosen: HTMLElement[] = [];
  private moved = 0;

  constructor(private readonly list: HTMLElement) {
    this.step = list;
    list.addEventListener('scroll', () => this.scrolled(), { passive: true });
  }

  /** Once for each frame, however many pieces come. */
  add(pieces: Piece[]): void {
    if (this.waiting.push(...pieces) === pieces.length) {
      requestAnimationFrame(() => this.flush());
    }
    const end = pieces.at(-1)!;
    this.last = Math.max(this.last, end.first + end.lines.length - 1);
  }

  flush(): void {
    const pieces = this.waiting;
    this.waiting = [];
    for (const piece of pieces) {
      const time = piece.at.slice(11, 19);
      piece.lines.forEach((line, index) => this.append(piece.first + index, time, line));
    }
    if (this.following) {
      this.moved = performance.now();
      this.list.scrollTop = this.list.scrollHeight;
    }
  }

  toEnd(): void {
    this.setFollowing(true);
    this.moved = performance.now();
    this.list.scrollTop = this.list.scrollHeight;
  }

  /** Shows lines as those that are meant, and leads to the first. */
  choose(first: number, last: number, lead = true): void {
    this.flush();
    this.chosen.forEach((line) => line.classList.remove('chosen'));
    this.chosen = [];
    for (let number = first; number <= Math.min(last, this.last); number++) {
      const line = this.lines.get(number);
      if (line) {
        line.classList.add('chosen');
        this.chosen.push(line);
      }
    }
    const line = this.chosen[0];
    if (line && lead) {
      this.setFollowing(false);
      const step = line.closest('details');
      if (step) {
        step.open = true;
      }
      line.scrollIntoView({ block: 'center' });
    }
  }

  mark(numbers: number[]): void {
    this.flush();
    this.marked.forEach((line) => line.classList.remove('hit'));
    this.marked = numbers.map((number) => this.lines.get(number)).filter((line) => line !== undefined);
    this.marked.forEach((line) => line.classList.add('hit'));
  }

  /** The number that was clicked at: it stands left of the line. */
  numberAt(event: MouseEvent): number | null {
    const line = (event.target as Element).closest<HTMLElement>('[data-n]');
    // a key that folds a step is a click, too, at no place
    if (!line || event.detail === 0 || event.clientX - line.getBoundingClientRect().left > parseFloat(getComputedStyle(line).paddingLeft) - 12) {
      return null;
    }
    return Number(line.dataset.n);
  }

  private append(number: number, time: string, text: string): void {
    if (this.lines.has(number)) {
      return;
    }
    const head = isStep(text);
    const line = document.createElement(head ? 'summary' : 'div');
    line.setAttribute('data-n', String(number));
    line.setAttribute('data-at', time);
    write(line, text);
    this.lines.set(number, line);
    if (head) {
      this.close();
      const step = document.createElement('details');
      step.open = true;
      step.append(line);
      this.list.append(step);
      this.step = step;
    } else {
      line.className = 'log-line';
      if (!this.block || this.inBlock >= BLOCK) {
        this.close();
        this.block = document.createElement('div');
        this.block.className = 'log-block';
        this.step.append(this.block);
      }
      this.block.append(line);
      this.inBlock++;
    }
  }

  /** From now on, the block is laid out only when it is seen: until then it is as high as lines that are not wrapped. */
  private close(): void {
    if (this.block && this.inBlock >= FEW) {
      this.block.style.containIntrinsicSize = `auto none auto ${this.inBlock * LINE}rem`;
      this.block.classList.add('whole');
    }
    this.block = null;
    this.inBlock = 0;
  }

  private scrolled(): void {
    // what this view moved itself is nobody's wish
    if (performance.now() - this.moved > 150) {
      this.setFollowing(this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR);
    }
  }

  private setFollowing(following: boolean): void {
    if (following !== this.following) {
      this.following = following;
      this.onFollow(following);
    }
  }
}

/** Lines that were written at once. */
export interface Piece {
  first: number;
  at: string;
  lines: string[];
}

export interface Listener {
  lines(pieces: Piece[]): void;
  /** Whether the connection is lost. */
  lost(lost: boolean): void;
  /** Nothing more comes; and whether somebody saw it run. */
  over(watched: boolean): void;
}

const SOON = 3_000;
const LATE = 60_000;

/** Listens to a build's log from its first line on, and goes on where it was after the connection was lost. */
export function follow(path: string, listener: Listener): void {
  let next = 1;
  let states = 0;
  let wait = SOON;
  const open = (): void => {
    const source = new EventSource(`${path}/events?from=${next}`);
    source.addEventListener('open', () => {
      wait = SOON;
      listener.lost(false);
    });
    source.addEventListener('state', () => states++);
    source.addEventListener('lines', (event) => {
      const pieces = (JSON.parse((event as MessageEvent<string>).data) as { pieces: Piece[] }).pieces;
      const last = pieces.at(-1);
      if (last && last.first + last.lines.length > next) {
        next = last.first + last.lines.length;
        listener.lines(pieces);
      }
    });
    source.addEventListener('end', () => {
      source.close();
      listener.over(states > 1);
    });
    // a stream does not live for ever
    source.addEventListener('again', () => {
      source.close();
      open();
    });
    // too many streams, or the server is away: a new one knows where to go on
    source.addEventListener('error', () => {
      source.close();
      listener.lost(true);
      setTimeout(open, wait);
      wait = Math.min(wait * 2, LATE);
    });
  };
  open();
}

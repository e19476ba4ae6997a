const DAY = 86_400;

/** Each unit with its seconds and the number that is too large for it: “in 30 days” says more than “next month”. */
const STEPS: [Intl.RelativeTimeFormatUnit, number, number][] = [
  ['minute', 60, 60],
  ['hour', 3_600, 24],
  ['day', DAY, 60],
  ['month', 30.4375 * DAY, 24],
  ['year', 365.25 * DAY, Infinity],
];

/** `<time datetime="…" data-relative>`: says how long ago, or how soon; the exact time moves to the title. */
export function enhance(root: ParentNode = document, now: Date = new Date()): void {
  if (document.documentElement.dataset.times === 'absolute') {
    return;
  }
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang || 'en', { numeric: 'auto' });
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-relative]')) {
    const instant = new Date(time.dateTime);
    if (!Number.isNaN(instant.getTime())) {
      time.title = time.textContent?.trim() ?? '';
      time.textContent = ago(format, (instant.getTime() - now.getTime()) / 1_000);
    }
  }
}

function ago(format: Intl.RelativeTimeFormat, seconds: number): string {
  const rounded = (size: number) => Math.round(Math.abs(seconds) / size);
  const [unit, size] = STEPS.find(([, size, limit]) => rounded(size) < limit)!;
  return format.format(rounded(size) * Math.sign(seconds), unit);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `<time datetime="…" data-relative>`: says how long ago; the exact time moves to the title. */
export function enhance(root: ParentNode = document, now: Date = new Date()): void {
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
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  return step ? format.format(Math.trunc(seconds / step[1]), step[0]) : format.format(0, 'minute');
}

/** Says a sentence to screen readers through the page's one polite live region. */
export function announce(sentence: string): void {
  const region = document.querySelector('[data-announcements]');
  if (region) {
    region.textContent = sentence;
  }
}

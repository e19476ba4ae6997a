const WAIT = 250;

/**
 * `<section data-try>` inside a form of rules, with `[name=ref]` and `<div data-tried>`: as somebody types, in it or in
 * the rules, the server says which rules match and which tags that makes. Without a script its button does.
 */
export function enhance(root: ParentNode = document): void {
  const box = root.querySelector<HTMLElement>('[data-try]');
  const form = box?.closest('form');
  const ref = box?.querySelector<HTMLInputElement>('[name=ref]');
  const tried = box?.querySelector<HTMLElement>('[data-tried]');
  if (!box || !form || !ref || !tried) {
    return;
  }
  let timer = 0;
  let asked = 0;
  const ask = async (): Promise<void> => {
    const turn = ++asked;
    if (!ref.value.trim()) {
      tried.replaceChildren();
      return;
    }
    const fields = new URLSearchParams();
    new FormData(form).forEach((value, name) => fields.append(name, String(value)));
    fields.set('try', 'yes');
    fields.set('live', 'yes');
    try {
      const answer = await fetch(form.action, { method: 'POST', body: fields, redirect: 'manual' });
      // nothing of a page that is another one by now
      if (answer.ok && turn === asked) {
        tried.replaceChildren(...new DOMParser().parseFromString(await answer.text(), 'text/html').body.childNodes);
      }
    } catch {
      // the button still does it
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), WAIT);
  });
  ref.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      void ask();
    }
  });
}

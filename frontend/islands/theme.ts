/** `<form data-theme-switch>`: its buttons change the page at once; the server learns it from the form as ever. */
export function enhance(root: ParentNode = document): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-theme-switch]')) {
    form.addEventListener('submit', (event) => void choose(event, form));
  }
}

async function choose(event: SubmitEvent, form: HTMLFormElement): Promise<void> {
  const chosen = event.submitter;
  if (!(chosen instanceof HTMLButtonElement)) {
    return;
  }
  event.preventDefault();
  show(chosen.value);
  for (const button of form.querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(button === chosen));
  }
  const body = new URLSearchParams({ [chosen.name]: chosen.value });
  for (const field of form.querySelectorAll<HTMLInputElement>('input[type=hidden]')) {
    body.set(field.name, field.value);
  }
  await fetch(form.action, { method: 'POST', body, redirect: 'manual' });
}

function show(theme: string): void {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

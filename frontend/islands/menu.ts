/** `<details data-menu>`: while it is open, Escape and a press elsewhere close it; after Escape its button has the focus. */
export function enhance(root: Document = document): void {
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') {
      return;
    }
    for (const menu of open(root)) {
      const inside = menu.contains(root.activeElement);
      menu.open = false;
      if (inside) {
        menu.querySelector('summary')?.focus();
      }
    }
  });
  root.addEventListener('pointerdown', (event) => {
    for (const menu of open(root)) {
      if (!menu.contains(event.target as Node)) {
        menu.open = false;
      }
    }
  });
}

function open(root: Document): NodeListOf<HTMLDetailsElement> {
  return root.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]');
}

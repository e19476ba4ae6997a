import { readFileSync } from 'node:fs';
import tailwindcss from '@tailwindcss/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Puts pictures that templates name, and no script imports, into the manifest. */
function pictures(...names: string[]): Plugin {
  return {
    name: 'slipway-pictures',
    apply: 'build',
    buildStart() {
      for (const name of names) {
        const source = readFileSync(new URL(`images/${name}`, import.meta.url));
        this.emitFile({ type: 'asset', name, originalFileName: `images/${name}`, source });
      }
    },
  };
}

export default defineConfig({
  base: '/assets/',
  publicDir: false,
  plugins: [tailwindcss(), pictures('icons.svg', 'logo.svg')],
  build: {
    outDir: '../target/classes/static/assets',
    assetsDir: '',
    emptyOutDir: true,
    manifest: 'manifest.json',
    modulePreload: false,
    // a picture inside a style sheet would need data: in the content security policy of fonts and more
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['islands/main.ts', 'styles/main.css'] },
  },
  test: {
    environment: 'happy-dom',
    include: ['islands/**/*.test.ts'],
  },
});

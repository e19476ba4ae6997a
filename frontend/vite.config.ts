import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
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

/** Gzipped, of all that a page loads first: more than that makes slow lines wait. */
const BUDGETS: [ending: string, kilobytes: number][] = [['.css', 25], ['.js', 30]];

/** Fails the build where the pages would become heavy. */
function budgets(): Plugin {
  return {
    name: 'slipway-budgets',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const [ending, kilobytes] of BUDGETS) {
        const bytes = Object.values(bundle)
          .filter((file) => file.fileName.endsWith(ending))
          .map((file) => gzipSync(file.type === 'chunk' ? file.code : file.source).length)
          .reduce((sum, size) => sum + size, 0);
        if (bytes > kilobytes * 1024) {
          this.error(`${ending} files are ${bytes} bytes gzipped, more than ${kilobytes} KB`);
        }
      }
    },
  };
}

export default defineConfig({
  base: '/assets/',
  publicDir: false,
  plugins: [tailwindcss(), pictures('icons.svg', 'logo.svg'), budgets()],
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

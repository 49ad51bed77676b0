import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const OUT = 'assets';
const BUNDLES = ['core', 'log', 'upload'];
const FONTS = ['inter', 'jetbrains-mono'];

/** One sprite of the icons named in icons.txt. */
function sprite() {
  const symbols = readFileSync('icons.txt', 'utf8').split('\n').filter(Boolean).map(name => {
    const file = `node_modules/lucide-static/icons/${name}.svg`;
    if (!existsSync(file)) throw new Error(`Lucide has no icon ${name}`);
    const shapes = readFileSync(file, 'utf8').replace(/<!--.*?-->/gs, '').replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').replace(/\s+/g, ' ').trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`;
}

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => `${entry.parentPath}/${entry.name}`);
}

/** What FrontendAssetsTests compares: sources and built files with their SHA-256, sorted. */
function manifest() {
  const sources = ['package.json', 'package-lock.json', 'build.mjs', 'icons.txt', ...files('src')];
  return [...sources, ...files(OUT)].sort().map(file => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${file}\n`).join('');
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(`${OUT}/fonts`, { recursive: true });
mkdirSync(`${OUT}/licenses`);
// The page loads these as classic scripts: an ES module would fail on its exports.
await build({ entryPoints: BUNDLES.map(name => `src/${name}.js`), bundle: true, minify: true, format: 'iife', target: 'es2022', outdir: OUT, entryNames: 'rp-[name]', legalComments: 'none' });
writeFileSync(`${OUT}/icons.svg`, sprite());
copyFileSync('src/favicon.svg', `${OUT}/favicon.svg`);
copyFileSync('node_modules/lucide-static/LICENSE', `${OUT}/licenses/lucide.txt`);
copyFileSync('node_modules/fflate/LICENSE', `${OUT}/licenses/fflate.txt`);
copyFileSync('node_modules/ignore/LICENSE-MIT', `${OUT}/licenses/ignore.txt`);
for (const font of FONTS) {
  const folder = `node_modules/@fontsource-variable/${font}`;
  copyFileSync(`${folder}/files/${font}-latin-wght-normal.woff2`, `${OUT}/fonts/${font}-latin-wght-normal.woff2`);
  copyFileSync(`${folder}/LICENSE`, `${OUT}/licenses/${font}.txt`);
}
writeFileSync('manifest.sha256', manifest());

// Builds what browsers load, into the folder given as first argument:
//   nlds.css    the NL Design System rules and tokens that the templates reach, nothing else
//   portal.css  our own layer
//   icons.svg   one sprite of the icons that the templates name
//   fonts/, caret.svg, portal.js
// Text files get .br and .gz beside them, so that the server never compresses.
// Second argument: the folder platform/ with the rooms' templates.
import { PurgeCSS } from 'purgecss';
import { transform } from 'lightningcss';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const [out, platform] = process.argv.slice(2);
if (!out || !platform) {
  console.error('usage: node build.mjs OUT_FOLDER PLATFORM_FOLDER');
  process.exit(2);
}
const packages = path.resolve('node_modules');
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const read = (...parts) => fs.readFileSync(path.join(...parts), 'utf8');

// Of the rooms and of their parts, as the portal loads them.
function templates() {
  const foldersIn = (place) => fs.readdirSync(place, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => path.join(place, entry.name));
  const rooms = foldersIn(platform);
  return [...rooms, ...rooms.flatMap(foldersIn)]
    .map((place) => path.join(place, 'templates'))
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) => fs.readdirSync(folder).filter((f) => f.endsWith('.tpl')).map((f) => path.join(folder, f)))
    .sort();
}

async function designSystem(own) {
  const library = read(packages, '@utrecht/component-library-css/dist/index.css');
  const tokens = read(packages, '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css');
  const [pruned] = await new PurgeCSS().purge({
    content: templates().map((file) => ({ raw: fs.readFileSync(file, 'utf8'), extension: 'html' })),
    css: [{ raw: library }],
    safelist: { greedy: [/:focus/, /:hover/] },
  });
  const declared = new Map([...tokens.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((m) => [m[1], m[2]]));
  const kept = new Set();
  const reach = (text) => {
    for (const [, name] of text.matchAll(/var\((--[\w-]+)/g)) {
      if (!declared.has(name) || kept.has(name)) continue;
      kept.add(name);
      reach(declared.get(name));
    }
  };
  reach(pruned.css);
  reach(own);
  const theme = [...declared].filter(([name]) => kept.has(name)).map(([name, value]) => `${name}:${value}`).join(';');
  return `.voorbeeld-theme{${theme}}${pruned.css}`;
}

function minified(filename, css) {
  return transform({ filename, code: Buffer.from(css), minify: true, errorRecovery: true }).code;
}

// "bell" is the bold form, "d-bell" the duotone one.
function icons() {
  const named = new Set();
  for (const file of templates())
    for (const [, name] of fs.readFileSync(file, 'utf8').matchAll(/\{\{ICONS\}\}#([a-z-]+)/g)) named.add(name);
  for (const name of JSON.parse(read(here, 'icons.json'))) named.add(name);
  const symbols = [...named].sort().map((name) => {
    const duotone = name.startsWith('d-');
    const [form, plain] = duotone ? ['duotone', name.slice(2)] : ['bold', name];
    const svg = read(packages, '@phosphor-icons/core/assets', form, `${plain}-${form}.svg`);
    return `<symbol id="${name}" viewBox="0 0 256 256" fill="currentColor">${svg.replace(/^<svg[^>]*>|<\/svg>\s*$/g, '')}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('\n')}</svg>\n`;
}

function write(name, content) {
  const file = path.join(out, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  if (!/\.(css|js|svg)$/.test(name)) return;
  const bytes = Buffer.from(content);
  fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
  fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes));
}

fs.rmSync(out, { recursive: true, force: true });
const own = read(here, 'portal.css');
write('nlds.css', minified('nlds.css', await designSystem(own)));
write('portal.css', minified('portal.css', own));
write('icons.svg', icons());
write('caret.svg', read(here, 'caret.svg'));
write('portal.js', read(here, 'portal.js'));
for (const [name, file] of [['figtree', 'figtree-latin-wght-normal'], ['figtree', 'figtree-latin-ext-wght-normal'],
  ['source-serif-4', 'source-serif-4-latin-wght-normal']])
  write(`fonts/${file}.woff2`, fs.readFileSync(path.join(packages, '@fontsource-variable', name, 'files', `${file}.woff2`)));
console.log(fs.readdirSync(out).filter((f) => !/\.(br|gz)$/.test(f)).map((f) => `${f} ${fs.statSync(path.join(out, f)).size}`).join(', '));

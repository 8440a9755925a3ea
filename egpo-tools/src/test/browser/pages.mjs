// Looks at every page of a folder as its readers do: 1,200 and 800 pixels wide, light and dark, and as GitHub shows a notebook,
// without scripts and styles. Reports what axe-core finds serious, what is cut, what is empty. Arguments: the folder of the pages,
// path of Chromium, a folder for screenshots (or none). Ends with status 1 where something was found.
import { readFileSync, readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(process.cwd() + '/'));
const { chromium } = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');
const [folder, executablePath, shots] = process.argv.slice(2);
const views = [1200, 800].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme, github: false })));
views.push({ width: 1012, colorScheme: 'light', github: true });

/** Takes away what GitHub takes away from a notebook's outputs, and from the page. */
function likeGitHub() {
  document.querySelectorAll('script, style, link').forEach((e) => e.remove());
  document.querySelectorAll('[style]').forEach((e) => e.removeAttribute('style'));
  document.querySelectorAll('[class]').forEach((e) => e.removeAttribute('class'));
  const style = document.createElement('style');
  style.textContent = 'body { font: 16px/1.5 sans-serif; max-width: 1012px; margin: auto; } pre { overflow: auto; } '
    + 'img { max-width: 100%; } table { display: block; overflow: auto; border-collapse: collapse; } td, th { padding: 6px 13px; }';
  document.head.append(style);
}

/** What is wider than its place and cannot be scrolled to, and what shows nothing. */
function faults() {
  const found = [];
  const name = (e) => `<${e.tagName.toLowerCase()} class="${e.className}"> ${(e.textContent || '').trim().slice(0, 60)}`;
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) found.push(`the page is ${wide} px wider than the window`);
  for (const e of document.querySelectorAll('body *')) {
    const overflow = getComputedStyle(e).overflowX;
    if (['hidden', 'clip'].includes(overflow) && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1) found.push(`cut: ${name(e)}`);
  }
  for (const e of document.querySelectorAll('.jp-OutputArea-output, table, td img, .jp-RenderedMarkdown')) {
    const box = e.getBoundingClientRect();
    if (getComputedStyle(e).display !== 'none' && (box.width < 2 || box.height < 2)) found.push(`empty: ${name(e)}`);
  }
  for (const i of document.images) {
    if (!i.naturalWidth) found.push(`a picture that does not load: ${i.alt}`);
    if (!i.alt.trim()) found.push('a picture without a text that stands for it');
  }
  return found;
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
let problems = 0;
for (const file of readdirSync(folder).filter((f) => f.endsWith('.html')).sort()) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(path.join(folder, file)).href);
  await page.addScriptTag({ content: readFileSync(axe, 'utf8') });
  for (const { width, colorScheme, github } of views) {
    await page.setViewportSize({ width, height: 1000 });
    await page.emulateMedia({ colorScheme });
    if (github) await page.evaluate(likeGitHub);
    const found = await page.evaluate(faults);
    if (!github) {
      const { violations } = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }));
      for (const v of violations.filter((x) => ['serious', 'critical'].includes(x.impact))) {
        found.push(`axe, ${v.impact}: ${v.id}, ${v.help}; ${v.nodes.length} times, the first: ${v.nodes[0].html.slice(0, 160)}`);
      }
    }
    const view = `${file.replace('.html', '')} at ${width} px, ${github ? 'as on GitHub' : colorScheme}`;
    problems += found.length;
    console.log(`${found.length ? 'NOT OK' : 'ok'}: ${view}${found.map((f) => '\n  ' + f).join('')}`);
    if (shots) {
      mkdirSync(shots, { recursive: true });
      writeFileSync(path.join(shots, view.replace(/[ ,]+/g, '-') + '.png'), await page.screenshot({ fullPage: true }));
    }
  }
  await page.close();
}
await browser.close();
console.log(`${problems} faults`);
process.exit(problems ? 1 : 0);

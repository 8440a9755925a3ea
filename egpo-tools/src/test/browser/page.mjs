// Opens an executed notebook's page in headless Chromium and looks at what a reader sees. Arguments: the file, path of Chromium,
// file for the screenshot. Prints one line for each thing seen; the first that is not as it should be ends it with status 1.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(process.cwd() + '/'));
const { chromium } = require('playwright-core');
const [file, executablePath, screenshot] = process.argv.slice(2);

function check(condition, what) {
  console.log(`${condition ? 'ok' : 'NOT OK'}: ${what}`);
  if (!condition) process.exit(1);
}

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 1600 } });
const problems = [];
const requests = [];
page.on('pageerror', (e) => problems.push(e.message));
page.on('request', (r) => requests.push(r.url()));
const address = pathToFileURL(file).href;
await page.goto(address);
const seen = await page.evaluate(() => ({
  tables: document.querySelectorAll('table.egpo-table tbody tr').length,
  plots: [...document.images].filter((i) => i.naturalWidth > 400).length,
  formulas: document.querySelectorAll('math').length,
  errors: document.querySelectorAll('.jp-RenderedText[data-mime-type="application/vnd.jupyter.stderr"]').length,
}));
check(problems.length === 0, `no script failed ${problems.join('; ')}`);
check(requests.every((r) => r === address || r.startsWith('data:') || r.startsWith('blob:')),
  `nothing is loaded from outside ${requests.filter((r) => r !== address && !r.startsWith('data:')).slice(0, 3)}`);
check(seen.tables > 5, `${seen.tables} table rows`);
check(seen.plots > 0, `${seen.plots} plots`);
check(seen.formulas > 0, `${seen.formulas} formulas`);
check(seen.errors === 0, 'no red output');
await page.screenshot({ path: screenshot });
await browser.close();

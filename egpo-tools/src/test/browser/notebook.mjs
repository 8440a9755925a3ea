// Opens a notebook in the classic Notebook and in headless Chromium: runs all cells, watches a progress bar move, and
// interrupts a busy loop. Arguments: URL of the notebook, path of Chromium, file for the screenshot.
// Prints one line for each thing seen; the first that is not as it should be ends it with status 1.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(process.cwd() + '/'));
const { chromium } = require('playwright-core');
const [url, executablePath, screenshot] = process.argv.slice(2);

function check(condition, what) {
  console.log(`${condition ? 'ok' : 'NOT OK'}: ${what}`);
  if (!condition) process.exit(1);
}

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
page.setDefaultTimeout(180000);
await page.goto(url);
await page.waitForFunction(() => window.Jupyter?.notebook?.kernel?.is_connected());
check(true, 'the kernel is connected');

const idle = () => page.waitForFunction(() => {
  const cells = Jupyter.notebook.get_cells().filter((c) => c.cell_type === 'code');
  return cells.every((c) => c.input_prompt_number !== '*');
});
await page.evaluate(() => Jupyter.notebook.clear_all_output());
await page.evaluate(() => Jupyter.notebook.execute_all_cells());
await idle();

const seen = await page.evaluate(() => {
  const code = Jupyter.notebook.get_cells().filter((c) => c.cell_type === 'code' && c.get_text().trim());
  const outputs = code.flatMap((c) => c.output_area.outputs);
  return {
    cells: code.length,
    ran: code.filter((c) => Number.isInteger(c.input_prompt_number)).length,
    errors: outputs.filter((o) => o.output_type === 'error').map((o) => o.evalue),
    tables: document.querySelectorAll('.output_area table').length,
    images: [...document.querySelectorAll('.output_area img')].filter((i) => i.naturalWidth > 100).length,
  };
});
check(seen.errors.length === 0, `no errors in ${seen.cells} cells ${seen.errors.join('; ')}`);
check(seen.ran === seen.cells, `${seen.ran} of ${seen.cells} cells ran`);
check(seen.tables > 0, `${seen.tables} tables are shown`);
check(seen.images > 0, `${seen.images} plots are shown`);
await page.screenshot({ path: screenshot });

const runBelow = (source) => page.evaluate((text) => {
  const cell = Jupyter.notebook.insert_cell_at_bottom('code');
  cell.set_text(text);
  cell.execute();
}, source);
const lastCell = () => page.evaluate(() => {
  const cell = Jupyter.notebook.get_cells().at(-1);
  return { prompt: cell.input_prompt_number, text: cell.output_area.element.text() };
});

await runBelow(
  'try (var bar = new org.egpo.notebook.Progress("steps", 40)) {\n' +
  '    for (int i = 0; i < 40; i++) { Thread.sleep(50); bar.step(); }\n}');
const values = new Set();
await page.waitForFunction(() => document.querySelector('.cell:last-of-type progress, .output_area progress'));
for (let done = false; !done;) {
  values.add(await page.evaluate(() => [...document.querySelectorAll('.output_area progress')].at(-1)?.value));
  done = (await lastCell()).prompt !== '*';
}
check(values.size >= 3, `the progress bar moved through ${values.size} positions`);

await runBelow('int kept = 41;\nlong spins = 0;\nwhile (true) { spins++; }');
await page.waitForFunction(() => Jupyter.notebook.kernel_busy);
await page.waitForTimeout(1000);
await page.evaluate(() => Jupyter.notebook.kernel.interrupt());
await idle();
check(true, 'an interrupt stopped the busy loop');
await runBelow('kept + 1');
await idle();
await page.waitForFunction(() => Jupyter.notebook.get_cells().at(-1).output_area.element.text().includes('42'));
check(true, 'the kernel still answers and has kept its state');
await browser.close();

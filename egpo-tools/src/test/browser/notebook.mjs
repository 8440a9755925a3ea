// Opens a notebook in JupyterLab and in headless Chromium: runs all cells, watches a live chart change in place, interrupts a
// busy loop, completes a name and asks for its Javadoc. Arguments: URL of the notebook, path of Chromium, file for the screenshot.
// The server must have been started with --LabApp.expose_app_in_browser=True.
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
const idle = () => page.waitForFunction(() => {
  const panel = window.jupyterapp?.shell?.currentWidget;
  return panel?.context?.isReady && panel.sessionContext.session?.kernel?.status === 'idle';
});
await idle();
check(true, 'the kernel is connected');

const command = (id) => page.evaluate((name) => window.jupyterapp.commands.execute(name).then(() => null, (e) => String(e)), id);
const outputs = () => page.evaluate(() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells
  .filter((c) => c.cell_type === 'code' && [c.source].flat().join('').trim())
  .map((c) => ({ count: c.execution_count, outputs: c.outputs })));

await command('notebook:clear-all-cell-outputs');
await command('notebook:run-all-cells');
await idle();
const cells = await outputs();
const all = cells.flatMap((c) => c.outputs);
const errors = all.filter((o) => o.output_type === 'error').map((o) => o.evalue);
check(errors.length === 0, `no errors in ${cells.length} cells ${errors.join('; ')}`);
check(cells.every((c) => Number.isInteger(c.count)), `all of ${cells.length} cells ran`);
check(all.some((o) => String(o.data?.['text/html']).includes('<table')), 'a table is shown');
check(all.some((o) => o.data?.['image/png']), 'a plot is shown');
await page.waitForFunction(() => [...document.querySelectorAll('.jp-OutputArea img')].some((i) => i.naturalWidth > 100)
  || document.querySelector('.jp-OutputArea table'));
await page.screenshot({ path: screenshot });

// Cells below the last one, run without waiting for them.
const append = (...sources) => page.evaluate((texts) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  for (const source of texts) {
    notebook.model.sharedModel.insertCell(notebook.model.cells.length, { cell_type: 'code', source });
  }
  notebook.deselectAll();
  notebook.activeCellIndex = notebook.model.cells.length - texts.length;
}, sources);
const last = (back = 1) => outputs().then((o) => o.at(-back));

await append(
  'try (var plot = new org.egpo.notebook.LivePlot("live", "step", "value")) {\n' +
  '    for (int i = 0; i < 12; i++) { Thread.sleep(200); plot.add("sine", i, Math.sin(i)); }\n}');
page.evaluate(() => { window.jupyterapp.commands.execute('notebook:run-cell'); });
const pictures = new Set();
for (let done = false; !done;) {
  const cell = await last();
  if (cell.outputs.length > 1) check(false, 'the live chart is one output');
  if (cell.outputs.length) pictures.add(cell.outputs[0].data['image/png']);
  await page.waitForTimeout(50);
  done = Number.isInteger(cell.count);
}
check(pictures.size >= 4, `the live chart changed in place, ${pictures.size} pictures seen`);

await append('int kept = 41;\nlong spins = 0;\nwhile (true) { spins++; }', 'kept = 0;', 'kept + 1');
page.evaluate(() => { window.jupyterapp.commands.execute('notebook:run-all-below'); });
await page.waitForFunction(() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'busy');
await page.waitForTimeout(1500);
await command('notebook:interrupt-kernel');
await idle();
const stopped = await last(3);
check(stopped.outputs[0]?.ename === 'Interrupted', `an interrupt stopped the busy loop: ${stopped.outputs[0]?.evalue}`);
check(!(await last(1)).outputs.length, 'the cells behind it did not run');
await command('notebook:run-cell');
await page.evaluate(() => { const n = window.jupyterapp.shell.currentWidget.content; n.activeCellIndex = n.model.cells.length - 1; });
await command('notebook:run-cell');
await idle();
check((await last()).outputs[0]?.data?.['text/plain'] === '42', 'the kernel still answers and has kept its state');

await append('');
await command('notebook:enter-edit-mode');
const editor = page.locator('.jp-Cell.jp-mod-active .cm-content');
await editor.click();
await page.keyboard.type('Show.ht');
await page.keyboard.press('Tab');
await page.waitForFunction(() => document.querySelector('.jp-Cell.jp-mod-active .cm-content').textContent.includes('Show.html(')
  || [...document.querySelectorAll('.jp-Completer-item')].some((i) => i.textContent.includes('html(')));
check(true, 'Tab completes Show.ht');
await page.keyboard.press('Escape');
await command('notebook:enter-edit-mode');
await editor.click();
await page.keyboard.press('Control+a');
await page.keyboard.type('Show.html');
await page.keyboard.press('Escape');
await command('notebook:enter-edit-mode');
await page.keyboard.press('Shift+Tab');
await page.waitForSelector('.jp-Tooltip');
const tooltip = await page.locator('.jp-Tooltip').textContent();
check(tooltip.includes('HTML as it is'), `shift-tab shows the first sentence of the Javadoc: ${tooltip.trim().slice(0, 90)}`);
await browser.close();

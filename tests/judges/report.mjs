// Opens the pages of `stackplan report` in a real browser and holds them against `stackplan eval --format json`.
//
//   node report.mjs PATH_TO_STACKPLAN [PATH_TO_CHROMIUM]
//
// Run in this folder after `npm ci`. Exits with 1 and a line for each thing that is wrong.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, "..", "..");
const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const binary = path.resolve(process.argv[2] ?? path.join(root, "target", "debug", "stackplan"));
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = process.argv[3] ?? browsers.find((file) => fs.existsSync(file));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "stackplan-judge-"));
const CASES = ["cautious", "likely", "best"];
const MOST_BYTES = 600_000;
const MOST_SHEETS = 5;
const HOSTILE = `<script>alert(1)</script>`;

const wrong = [];
let checks = 0;
const check = (holds, what) => {
  checks += 1;
  if (!holds) wrong.push(what);
};
const same = (found, wanted, what) => check(found === wanted, `${what}: found ${found}, wanted ${wanted}`);

const run = (...args) => execFileSync(binary, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });

// A number of the JSON and an amount of the page, both in cents: no binary float decides.
const cents = (text) => {
  const plain = String(text).replace(/[$,]/g, "");
  const [whole, rest = ""] = plain.replace("-", "").split(".");
  const amount = BigInt(whole) * 100n + BigInt(rest.padEnd(2, "0").slice(0, 2));
  return plain.startsWith("-") ? -amount : amount;
};

// The numbers of the JSON keep their digits: they are read as texts.
const parse = (text) =>
  JSON.parse(text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?/g, (part) => (part.startsWith('"') ? part : `"${part}"`)));

const at = (object, keys) => keys.split(".").reduce((inner, key) => inner?.[key], object);

const open = async (browser, file, options = {}) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) said.push(`fetches ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return { page, said, close: () => context.close() };
};

const clean = async (page, name) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const { id, help, nodes } of violations) wrong.push(`${name}: axe ${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
  checks += 1;
};

// The row of a day as the page shows it.
const row = (page) =>
  page.evaluate(() =>
    Object.fromEntries(
      ["granted", "consumed", "expired", "balance", "charges", "cash"].map((key) => [
        key,
        document.getElementById(`day-${key}`).textContent,
      ]),
    ),
  );

const figures = async (page, json, name, position) => {
  for (const cell of await page.locator("[data-figure]").all()) {
    const key = await cell.getAttribute("data-figure");
    same(cents(await cell.textContent()), cents(at(json, key)), `${name}: ${key}`);
  }
  for (const shown of CASES) {
    await page.locator(`#case-${shown}`).check();
    const visible = await page.locator("#answer .case:visible").count();
    same(visible, 1, `${name}: parts of one case shown at once`);
    check(await page.locator(`#answer .in-${shown}`).isVisible(), `${name}: the ${shown} case is shown when chosen`);
    const rows = position[shown];
    for (const day of [0, 1, 45, Math.floor(rows.length / 2), rows.length - 1]) {
      await page.locator("#day").fill(String(day));
      for (const [key, amount] of Object.entries(await row(page))) {
        same(cents(amount), cents(rows[day][key]), `${name}, ${shown}, day ${day}: ${key}`);
      }
    }
  }
};

// A day is reached by keyboard, by pointer and by touch.
const reading = async (page, name) => {
  await page.locator("#day").fill("10");
  await page.locator("#day").focus();
  await page.keyboard.press("ArrowRight");
  check((await page.locator("#date").textContent()).endsWith("day 11"), `${name}: an arrow key moves by a day`);
  const chart = page.locator("#position .case:visible svg.chart:visible");
  await chart.hover({ position: { x: (await chart.boundingBox()).width / 2, y: 60 } });
  check(!(await page.locator("#date").textContent()).endsWith("day 11"), `${name}: hovering moves the day`);
};

const narrow = async (page, name) => {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  check(wide <= room, `${name}: scrolls sideways at 360 px, ${wide} in ${room}`);
};

const sheets = async (page, name) => {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const count = (pdf.toString("latin1").match(/\/Type \/Page\b/g) ?? []).length;
  check(count >= 1 && count <= MOST_SHEETS, `${name}: prints on ${count} sheets`);
};

const judge = async (browser, profile) => {
  const name = path.basename(profile, ".toml");
  const file = path.join(scratch, `${name}.html`);
  run("report", profile, "-o", file);
  check(fs.statSync(file).size <= MOST_BYTES, `${name}: has ${fs.statSync(file).size} bytes`);
  const json = parse(run("eval", profile, "--format", "json", "--case", "all"));
  const desk = await open(browser, file, { viewport: { width: 1280, height: 900 } });
  await figures(desk.page, json, name, json.position);
  await reading(desk.page, name);
  await desk.page.locator("#case-likely").check();
  await clean(desk.page, `${name}, light`);
  await sheets(desk.page, name);
  const phone = await open(browser, file, { viewport: { width: 360, height: 740 }, colorScheme: "dark", hasTouch: true });
  for (const details of await phone.page.locator("details:visible").all()) {
    await details.evaluate((element) => (element.open = true));
  }
  await narrow(phone.page, name);
  await clean(phone.page, `${name}, dark, 360 px`);
  for (const said of [...desk.said, ...phone.said]) wrong.push(`${name}: console: ${said}`);
  await desk.close();
  await phone.close();
  const plain = await open(browser, file, { javaScriptEnabled: false });
  check(await plain.page.locator("#answer .in-likely").isVisible(), `${name}: the shown case stands without a script`);
  await plain.page.locator("#case-best").check();
  check(await plain.page.locator("#answer .in-best").isVisible(), `${name}: the case switches without a script`);
  await plain.close();
};

// A hostile name is text in the page, in its title and in the index.
const hostile = async (browser) => {
  const folder = path.join(scratch, "hostile");
  fs.mkdirSync(folder);
  const text = fs.readFileSync(path.join(root, "profiles", "minimal.toml"), "utf8");
  const named = text.replace(/^name = .*$/m, `name = '${HOSTILE}"&'`);
  fs.writeFileSync(path.join(folder, "hostile.toml"), named);
  fs.copyFileSync(path.join(root, "profiles", "ladder.toml"), path.join(folder, "ladder.toml"));
  const out = path.join(scratch, "hostile-out");
  run("report", folder, "-o", out);
  let asked = false;
  for (const file of fs.readdirSync(out).filter((file) => !file.startsWith("rung"))) {
    const { page, said, close } = await open(browser, path.join(out, file), { viewport: { width: 360, height: 740 } });
    page.on("dialog", (dialog) => (asked = true, dialog.dismiss()));
    check((await page.locator("body").innerText()).includes(HOSTILE), `${file}: the hostile name is shown as text`);
    await narrow(page, file);
    await clean(page, file);
    for (const one of said) wrong.push(`${file}: console: ${one}`);
    await close();
  }
  check(!asked, "the hostile name runs");
  const { page, close } = await open(browser, path.join(out, "index.html"));
  const head = page.locator("th", { has: page.locator("button", { hasText: "Award" }) });
  const first = () => page.locator("tbody tr").first().textContent();
  await head.locator("button").click();
  same(await head.getAttribute("aria-sort"), "ascending", "index: a head sorts");
  const ascending = await first();
  await head.locator("button").click();
  same(await head.getAttribute("aria-sort"), "descending", "index: and sorts back");
  check(ascending !== (await first()), "index: the order turns");
  await close();
};

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
try {
  const profiles = fs.readdirSync(path.join(root, "profiles")).filter((file) => file.endsWith(".toml"));
  for (const profile of profiles) await judge(browser, path.join("profiles", profile));
  await hostile(browser);
} finally {
  await browser.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}
for (const one of wrong) console.log(one);
console.log(`${checks} checks of the pages in chromium, ${wrong.length} wrong`);
process.exitCode = wrong.length > 0 ? 1 : 0;

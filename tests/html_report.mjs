// Drives an HTML report in Chromium: node tests/html_report.mjs REPORT.html SCREENSHOTS PLAYWRIGHT_CORE CHROMIUM
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [report, screenshots, playwright, executablePath] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(resolve(playwright));
const address = pathToFileURL(resolve(report)).href;
mkdirSync(screenshots, { recursive: true });

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const complaints = [];

async function open(fragment = "", options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(address)) complaints.push(`asks for ${request.url()}`);
  });
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  await page.goto(address + fragment);
  return page;
}

const shown = (page) => page.locator(".item:visible").count();
const shot = (page, name) => page.screenshot({ path: `${screenshots}/${name}.png` });

async function step(name, check) {
  try {
    await check();
    console.log(`test ${name} ... ok`);
  } catch (error) {
    complaints.push(`${name}: ${error.message}`);
    console.log(`test ${name} ... FAILED`);
  }
}

await step("the answer, the promises and the marked code are shown", async () => {
  const page = await open();
  await shot(page, "light");
  assert.match(await page.locator(".verdict").innerText(), /^incomplete: 1 of \d+ promises broken/);
  const broken = page.locator(".item.broken").first();
  assert.ok(await broken.locator("pre .hit mark").first().isVisible(), "the code of a broken promise is open");
  assert.match(await broken.locator("dl").innerText(), /Promised[\s\S]*Found/);
  assert.match(await broken.locator("dl pre").innerText(), /start_stream/);
});

await step("dark is dark, and the button changes it", async () => {
  const page = await open("", { colorScheme: "dark" });
  await shot(page, "dark");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await background(), "rgb(20, 22, 26)");
  await page.keyboard.press("t");
  assert.equal(await background(), "rgb(255, 255, 255)");
});

await step("search narrows the entries and becomes a part of the address", async () => {
  const page = await open();
  const all = await shown(page);
  await page.keyboard.press("/");
  await page.keyboard.type("start_stream");
  const found = await shown(page);
  assert.ok(found > 0 && found < all, `${found} of ${all}`);
  assert.match(await page.locator("#shown").innerText(), new RegExp(`^${found} of ${all} shown$`));
  assert.match(page.url(), /#\?q=start_stream$/);
  const again = await open(new URL(page.url()).hash);
  assert.equal(await shown(again), found, "the address leads to the same entries");
  await page.keyboard.type(" no such thing");
  assert.ok(await page.locator("#empty").isVisible(), "an empty result says so");
  await page.keyboard.press("Escape");
  assert.equal(await shown(page), all);
});

await step("states can be left out", async () => {
  const page = await open();
  const kept = await page.locator(".item.kept").count();
  assert.ok(kept > 0);
  const all = await shown(page);
  await page.getByRole("button", { name: /^kept/ }).click();
  assert.equal(await shown(page), all - kept);
  assert.match(page.url(), /hide=kept/);
});

await step("keys go from entry to entry and open their code", async () => {
  const page = await open();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(await page.locator(".item.current").count(), 1);
  const second = await page.locator(".item:visible").nth(1).getAttribute("id");
  assert.equal(await page.locator(".item.current").getAttribute("id"), second);
  await page.keyboard.press("k");
  const details = page.locator(".item.current details").first();
  const before = await details.evaluate((element) => element.open);
  await page.keyboard.press("o");
  assert.equal(await details.evaluate((element) => element.open), !before);
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys").isVisible());
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("#keys").isVisible()));
});

await step("a link leads to an entry and opens it, whatever is filtered out", async () => {
  const first = await open();
  const id = await first.locator(".item.kept").last().getAttribute("id");
  const page = await open(`#${id}`);
  const item = page.locator(`[id="${id}"]`);
  assert.ok(await item.isVisible());
  assert.ok(await item.evaluate((element) => [...element.querySelectorAll("details")].every((one) => one.open)));
  const box = await item.boundingBox();
  assert.ok(box.y >= 0 && box.y < 800, `it is at ${box.y}`);
  await page.evaluate(() => document.querySelector("button[data-shows=kept]").click());
  await page.evaluate((hash) => { location.hash = hash; }, id);
  await item.waitFor({ state: "visible" });
});

await step("a phone shows it without scrolling sideways", async () => {
  const page = await open("", { viewport: { width: 360, height: 740 }, isMobile: true, deviceScaleFactor: 2 });
  await shot(page, "phone");
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `${content} is wider than ${window}`);
});

await step("print shows all code and no controls", async () => {
  const page = await open();
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await page.locator(".bar").isVisible()));
  const hidden = await page.locator(".item pre").evaluateAll((all) => all.filter((pre) => !pre.checkVisibility({ contentVisibilityAuto: true })).length);
  assert.equal(hidden, 0, `${hidden} pieces of code are not printed`);
  await page.pdf({ path: `${screenshots}/print.pdf`, format: "A4" });
});

await step("without scripts everything can be read", async () => {
  const page = await open("", { javaScriptEnabled: false });
  assert.ok(!(await page.locator(".bar").isVisible()));
  assert.ok(await page.locator(".item.broken pre .hit mark").first().isVisible());
});

await step("text and background differ enough to be read", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open("", { colorScheme });
    const low = await page.evaluate(() => {
      const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const rgb = (color, under) => {
        context.fillStyle = under;
        context.fillRect(0, 0, 1, 1);
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
      };
      const light = (color) => color.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      const luminance = (color) => { const [r, g, b] = light(color); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const behind = (element) => {
        const chain = [];
        for (let at = element; at; at = at.parentElement) chain.unshift(getComputedStyle(at).backgroundColor);
        return chain.reduce((under, color) => `rgb(${rgb(color, under)})`, "rgb(255, 255, 255)");
      };
      const texts = [...document.querySelectorAll("p, h1, h2, h3, dt, dd, li, mark, .state, .place, .number, .says, button, summary")];
      return texts.filter((element) => element.checkVisibility()).flatMap((element) => {
        const under = behind(element);
        const [one, other] = [rgb(getComputedStyle(element).color, under), rgb(under, under)].map(luminance);
        const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        return ratio < 4.5 ? [`${element.tagName}.${element.className} ${ratio.toFixed(2)}`] : [];
      });
    });
    assert.deepEqual([...new Set(low)], [], colorScheme);
  }
});

await browser.close();
for (const complaint of complaints) console.error(complaint);
console.log(complaints.length ? "html report: FAILED" : "html report: ok");
process.exit(complaints.length ? 1 : 0);

// Opens web pages in a browser as people do, and prints what is found there as JSON: axe's violations on a laptop and on
// a phone, whether anything is wider than the window, what the first press of Tab and of Enter lead to, and whether any
// heading may be parted by the pages of paper.
// Usage: node read_pages.cjs NODE_MODULES CHROMIUM PAGE…
const path = require("path");
const { pathToFileURL } = require("url");

const [modules, executablePath, ...pages] = process.argv.slice(2);
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = path.join(modules, "axe-core", "axe.min.js");
const SCREENS = { laptop: { width: 1366, height: 768 }, phone: { width: 360, height: 740 } };
const WINDOWS = { laptop: [1366, 1030, 960, 768], phone: [360] }; // how wide the window is on each, in pixels

async function lookAt(browser, file, screen) {
  const page = await browser.newPage({ viewport: SCREENS[screen] });
  await page.goto(pathToFileURL(file).href);
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => axe.run());
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")}`);
  let tooWide = false;
  for (const width of WINDOWS[screen]) {
    await page.setViewportSize({ width, height: SCREENS[screen].height });
    tooWide ||= await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  }
  await page.setViewportSize(SCREENS[screen]);
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.getAttribute("href"));
  const isSeen = await page.evaluate(() => document.activeElement.getBoundingClientRect().left >= 0);
  await page.keyboard.press("Enter");
  const then = await page.evaluate(() => document.activeElement.id);
  await page.emulateMedia({ media: "print" });
  const isParted = await page.evaluate(() =>
    [...document.querySelectorAll("h2, h3, caption")].some((one) => getComputedStyle(one).breakInside !== "avoid"));
  await page.close();
  return { page: path.basename(file), screen, violations: found, tooWide, first, isSeen, then, isParted };
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const told = [];
  for (const file of pages) for (const screen of Object.keys(SCREENS)) told.push(await lookAt(browser, file, screen));
  await browser.close();
  console.log(JSON.stringify(told));
})();

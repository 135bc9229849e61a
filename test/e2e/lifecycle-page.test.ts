import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { detail, Project } from "../support/cli/lifecycle";
import { findBrowser, startBrowser } from "../support/e2e/browser";

const POLICY = `protect: ["v*"]
expire: { tagPatterns: ["pr-*"], afterDays: 14 }
expireUntagged: { keepNewest: 4 }
archiveUnused: { afterDays: 90 }
`;
const KINDS = [["v1"], ["pr-1"], [], ["main"]] as const;
const DAYS = ["01", "05", "10", "15", "20", "25"];
const MONTHS = ["02", "03", "04", "05"];
/** A size, a tag and a push time for each of 96 images; larger ones are not the older ones. */
const IMAGES = MONTHS.flatMap((month) =>
  DAYS.flatMap((day, place) =>
    KINDS.map((tags, kind) =>
      detail("a", `2026-${month}-${day}`, tags, {
        imageDigest: `sha256:${`${month}${day}${kind}`.padEnd(64, "a")}`,
        imageTags: tags.map((tag) => `${tag}.${month}${day}`),
        imageSizeInBytes: ((place * 7 + kind * 3) % 10) * 2 ** 20 + 512,
      }),
    ),
  ),
);

let browser: Browser;
let project: Project;
let address: string;
let pages: Page[];

beforeAll(async () => {
  browser = await startBrowser();
  project = new Project();
  project.write("policy.yaml", POLICY);
  project.write("images.json", { imageDetails: IMAGES });
  const words = ["lifecycle", "preview", "--policy", "policy.yaml", "--images", "images.json", "--now", "2026-06-01"];
  const { stdout, error } = await project.run(...words, "-o", "html");
  if (error !== undefined) throw new Error(error);
  const path = project.write("preview.html", "");
  writeFileSync(path, stdout);
  address = pathToFileURL(path).href;
});

afterAll(async () => {
  await browser.close();
  project.remove();
});

beforeEach(() => {
  pages = [];
});

afterEach(async () => {
  for (const page of pages) await page.context().close();
});

interface Opened {
  readonly page: Page;
  /** Addresses of everything that the browser asked for. */
  readonly requests: readonly string[];
  /** What the page complained about. */
  readonly complaints: readonly string[];
}

async function open(options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  pages.push(page);
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (problem) => complaints.push(problem.message));
  await page.goto(address);
  return { page, requests, complaints };
}

/** Texts of a column of the image table, by its heading. */
async function column(page: Page, name: string): Promise<string[]> {
  const table = page.getByRole("table", { name: "Images" });
  const headings = await table.locator("thead th").allTextContents();
  return table.locator(`tbody td:nth-child(${headings.indexOf(name) + 1})`).allTextContents();
}

test("the page is one file that asks for nothing else, and has nothing to complain about", async () => {
  const { page, requests, complaints } = await open();
  await page.getByRole("button", { name: "Size" }).click();
  expect(requests).toEqual([address]);
  expect(complaints).toEqual([]);
  await expect(page.title()).resolves.toBe("Lifecycle preview of team/api");
});

test("figures are there without JavaScript, and so are the images, in the order in which they go", async () => {
  const { page, requests } = await open({ javaScriptEnabled: false });
  expect(requests).toEqual([address]);
  const figures = await page.locator("dl.figures > div").allInnerTexts();
  expect(
    figures.map((text) =>
      text
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean)
        .slice(0, 2),
    ),
  ).toEqual([
    ["deleted", "42 images"],
    ["archived", "7 images"],
    ["kept", "47 images"],
    ["saved per month", "$0.02"],
  ]);
  const what = await column(page, "Action");
  expect(what).toHaveLength(IMAGES.length);
  expect(what.lastIndexOf("deleted")).toBeLessThan(what.indexOf("kept"));
  const going = (await column(page, "Pushed")).slice(0, what.indexOf("kept"));
  expect(going).toEqual([...going].sort());
  await expect(page.getByRole("button").count()).resolves.toBe(0);
});

test("a click on a heading sorts by it, and another one the other way", async () => {
  const { page } = await open();
  const before = await column(page, "Digest");
  const heading = page.getByRole("columnheader", { name: "Pushed" });
  await page.getByRole("button", { name: "Pushed" }).click();
  const oldestFirst = await column(page, "Pushed");
  expect(oldestFirst).toEqual([...oldestFirst].sort());
  await expect(heading.getAttribute("aria-sort")).resolves.toBe("ascending");
  await page.getByRole("button", { name: "Pushed" }).press("Enter");
  expect(await column(page, "Pushed")).toEqual([...oldestFirst].reverse());
  await expect(heading.getAttribute("aria-sort")).resolves.toBe("descending");
  expect((await column(page, "Digest")).sort()).toEqual(before.sort());
});

test("sizes sort as numbers, not as text", async () => {
  const { page } = await open();
  await page.getByRole("button", { name: "Size" }).click();
  const sizes = await column(page, "Size");
  expect(sizes[0]).toBe("512 bytes");
  expect(sizes.at(-1)).toBe("9.0 MB");
  const numbers = sizes.map((text) => Number.parseFloat(text) * (text.endsWith("MB") ? 2 ** 20 : 1));
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
});

/** A part of a bar of the time line. */
interface Bar {
  readonly fill: string;
  readonly title: string;
  /** Pixels. */
  readonly height: number;
}

test("the time line shows as many images as were decided, each in the colour of the rule that acts", async () => {
  const { page } = await open();
  await expect(page.getByRole("img", { name: /^Timeline of 96 images/ }).count()).resolves.toBe(1);
  const bars = await page.evaluate<readonly Bar[]>(
    `[...document.querySelectorAll("figure rect")].map((bar) => ({
      fill: getComputedStyle(bar).fill,
      title: bar.querySelector("title").textContent,
      height: bar.getBoundingClientRect().height,
    }))`,
  );
  const shown = new Map<string, number>();
  const colours = new Map<string, Set<string>>();
  for (const { fill, title, height } of bars) {
    const [, count = "", what = ""] = /: (\d+) images? (.*),/.exec(title) ?? [];
    shown.set(what, (shown.get(what) ?? 0) + Number(count));
    colours.set(what, (colours.get(what) ?? new Set()).add(fill));
    expect(height).toBeGreaterThan(0);
  }
  expect(Object.fromEntries(shown)).toEqual({
    kept: 47,
    "deleted by rule 2": 22,
    "deleted by rule 3": 20,
    "archived by rule 4": 7,
  });
  await expect(page.getByRole("list", { name: "Colors" }).count()).resolves.toBe(1);
  const legend = await page.evaluate<readonly (readonly [string, string])[]>(
    `[...document.querySelectorAll(".legend li")].map((item) => [
      item.textContent,
      getComputedStyle(item.querySelector("span")).backgroundColor,
    ])`,
  );
  expect(Object.fromEntries(legend)).toEqual(
    Object.fromEntries([...colours].map(([what, fills]) => [what, [...fills].join()])),
  );
  expect(new Set(legend.map(([, colour]) => colour)).size).toBe(4);
});

test.each(["light", "dark"] as const)("text is readable in %s", async (colorScheme) => {
  const { page } = await open({ colorScheme });
  const [background = 0, text = 0] = await page.evaluate<readonly number[]>(
    `["Canvas", "CanvasText"].map((colour) => {
      document.body.style.color = colour;
      return Number(/\\d+/.exec(getComputedStyle(document.body).color)[0]);
    })`,
  );
  expect(Math.abs(background - text)).toBeGreaterThan(200);
  expect(background > text).toBe(colorScheme === "light");
});

test("on a narrow screen only the tables scroll sideways", async () => {
  const { page } = await open({ viewport: { width: 390, height: 800 } });
  const [content, screen] = await page.evaluate<readonly number[]>(
    "[document.documentElement.scrollWidth, window.innerWidth]",
  );
  expect(content).toBe(screen);
});

test("on a phone each value of a row stands below the others, with its name", async () => {
  const { page } = await open({ viewport: { width: 390, height: 800 } });
  const cells = await page.evaluate<
    readonly { readonly name: string; readonly right: number; readonly left: number }[]
  >(
    `[...document.querySelectorAll("#images tbody tr:first-child td, #rules tbody tr:first-child td:not(:empty)")].map((cell) => {
      const { left, right } = cell.getBoundingClientRect();
      return { name: getComputedStyle(cell, "::before").content, left, right };
    })`,
  );
  expect(cells.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['"Selects"', '"Lost to earlier"', '"Last pull"', '"Why"']),
  );
  expect(new Set(cells.map(({ left }) => left)).size).toBe(1);
  for (const { right } of cells) expect(right).toBeLessThanOrEqual(390);
});

test("a machine for which there is no browser is told what to install", () => {
  expect(() => findBrowser({ PATH: project.root }, false)).toThrow(
    "none of chromium, chromium-browser, google-chrome is on the PATH; install one (Debian and Ubuntu: apt install chromium), or name one in CHROMIUM_PATH",
  );
  expect(() => findBrowser({ CHROMIUM_PATH: "/nowhere" })).toThrow(
    'CHROMIUM_PATH is "/nowhere", where there is no program',
  );
});

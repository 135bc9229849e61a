import { Script } from "node:vm";
import { type Image } from "../../../../src/domain/images/image";
import { previewPage } from "../../../../src/operations/lifecycle-preview/page/page";
import { previewOf } from "../../../../src/operations/lifecycle-preview/preview";
import { type LifecycleRule } from "../../../../src/domain/lifecycle-policy/schema";
import { expire, image, NOW } from "../../../domain/lifecycle-policy/images";

function page(rules: readonly LifecycleRule[], images: readonly Image[], repository = "team/api"): string {
  return [...previewPage(previewOf(repository, rules, images, NOW), { rules })].join("");
}

const GIB = 2 ** 30;
const RULES: LifecycleRule[] = [
  { ...expire(1, "untagged", { days: 7 }), description: "No <leftovers>" },
  expire(2, "any", { count: 1 }),
];
const IMAGES = [
  image("old", 30, ["v1"], { bytes: 10 * GIB }),
  image("left", 20, [], { bytes: 20 * GIB }),
  image("new", 1, ["v2"], { bytes: GIB }),
];

test("figures, rules and rows stand in the page itself, so JavaScript only sorts", () => {
  const text = page(RULES, IMAGES).replace(/<script>[\s\S]*<\/script>/, "");
  expect(text).toContain("<dt>deleted</dt><dd>2 images<small>30.0 GB</small></dd>");
  expect(text).toContain("<dt>kept</dt><dd>1 image<small>1.0 GB</small></dd>");
  expect(text).toContain("<dt>saved per month</dt><dd>$3.00</dd>");
  expect(text).toContain("Of 3 images, 2 would be deleted permanently (30.0 GB). 1 would be kept");
  expect(text).toContain("<td>deletes untagged images pushed more than 7 days ago</td><td>No &lt;leftovers&gt;</td>");
  expect(text).toContain("<td>deletes images beyond the newest 1</td>");
  expect(text).toContain("Evaluated as of 2026-03-01 12:00 UTC.");
  expect(text).toContain("<span>2026-01-30</span><span>2026-02-14</span><span>2026-03-01</span>");
  const rows = text.match(/<tr><td class="short"><span class="dot" style="[^"]*"><\/span>[a-z][^]*?<\/tr>/g) ?? [];
  expect(rows.map((row) => /sha256:(\w+)/.exec(row)?.[1])).toEqual(["old", "left", "new"]);
});

test("the page asks the network for nothing", () => {
  const text = page(RULES, IMAGES);
  expect(text).not.toMatch(/https?:|\ssrc=|\shref=|@import|url\(/);
  expect(text).toContain("default-src 'none'");
});

test("the script is one that a browser can read", () => {
  const script = /<script>([\s\S]*)<\/script>/.exec(page(RULES, IMAGES))?.[1] ?? "no script";
  expect(() => new Script(script)).not.toThrow();
});

test("text of policies and listings is never markup", () => {
  const evil = "<script>alert('1')</script>&\"";
  const text = page(RULES, [image("a", 1, [evil])], evil);
  expect(text).toContain("No &lt;leftovers&gt;");
  expect(text).toContain("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;");
  expect(text.match(/<script>/g)).toHaveLength(1);
});

test("the time line has a bar for each span and what happens in it, in the rules' colours", () => {
  const bars = page(RULES, IMAGES).match(/<rect[^>]*>/g) ?? [];
  const fills = bars.map((bar) => /fill="([^"]+)"/.exec(bar)?.[1]);
  expect(new Set(fills).size).toBe(3);
  for (const fill of fills) expect(page(RULES, IMAGES)).toContain(`style="background:${fill ?? ""}"`);
});

test("however many rules act, each has a colour of its own", () => {
  const rules = Array.from({ length: 20 }, (_, index): LifecycleRule => {
    const rule = expire(index + 1, "any", { days: 1 });
    return { ...rule, selection: { ...rule.selection, tagStatus: "tagged", tagPatternList: [`t${index}`] } };
  });
  const images = rules.map((_, index) => image(`${index}`, 10 + index, [`t${index}`]));
  const colours = [...page(rules, images).matchAll(/<li><span class="dot" style="background:([^"]+)"/g)];
  expect(new Set(colours.map(([, colour]) => colour)).size).toBe(21);
});

test("bars are as high as there are images, and stay within the picture", () => {
  const many = Array.from({ length: 40 }, (_, index) => image(`${index}`, 10, ["v1"]));
  const heights = [...page(RULES, [...many, image("one", 0)]).matchAll(/ y="([\d.]+)"[^>]* height="([\d.]+)" fill/g)];
  expect(heights.length).toBeGreaterThan(1);
  for (const [, y, height] of heights) {
    expect(Number(y)).toBeGreaterThanOrEqual(0);
    expect(Number(y) + Number(height)).toBeLessThan(220.2);
  }
});

test("tags open and close in pairs", () => {
  const open: string[] = [];
  const text = page(RULES, IMAGES).replace(/<(script|style)>[\s\S]*?<\/\1>/g, "");
  for (const [, slash, name = "", rest = ""] of text.matchAll(/<(\/?)([a-z0-9]+)(|[^>a-z0-9][^>]*)>/g)) {
    if (slash === "/") expect(open.pop()).toBe(name);
    else if (!rest.endsWith("/") && name !== "meta") open.push(name);
  }
  expect(open).toEqual([]);
});

test("a page without images says so", () => {
  const text = page(RULES, []);
  expect(text).toContain("There are no images, so the policy does not delete anything.");
  expect(text).not.toContain("NaN");
});

test("of very many images those that go first are shown, and how many there are", () => {
  const images = Array.from({ length: 5_001 }, (_, index) => image(`${index}`, index / 10 + 1));
  const text = page([expire(1, "any", { days: 30 })], images);
  expect(text.match(/<code title/g)).toHaveLength(5_000);
  expect(text).toContain("The first 5,000 of 5,001 images, starting with deleted and archived images");
});

describe("the time line", () => {
  const chart = (images: readonly Image[]): string => /<figure>[^]*<\/figure>/.exec(page(RULES, images))?.[0] ?? "";

  test("has bars of whole days from midnight to midnight", () => {
    const images = [image("a", 30), image("b", 29.6), image("c", 29.4)];
    expect(chart(images)).toContain(
      "Each bar shows the images pushed within 1 day (UTC). The tallest bar has 2 images.",
    );
    // 30 days before noon, and hours later on the same day and the next.
    expect([...chart(images).matchAll(/<title>from (\S+): (\d)/g)].map(([, day, count]) => [day, count])).toEqual([
      ["2026-01-30", "2"],
      ["2026-01-31", "1"],
    ]);
    expect(chart([image("a", 365), image("b", 1)])).toContain("Each bar shows the images pushed within 7 days (UTC)");
  });

  test("has whole hours for the images of a day", () => {
    const text = chart([image("a", 0.5), image("b", 0.1)]);
    expect(text).toContain("Each bar shows the images pushed within 1 hour (UTC).");
    expect(text).toContain("<span>2026-03-01 00:00</span><span>2026-03-01 06:00</span><span>2026-03-01 12:00</span>");
  });

  test.each([
    [1, "<span>1</span><span>0</span>"],
    [3, "<span>4</span><span>2</span><span>0</span>"],
    [10, "<span>10</span><span>5</span><span>0</span>"],
    [81, "<span>100</span><span>50</span><span>0</span>"],
  ])("has an axis for the number of images (%d)", (count, marks) => {
    const images = Array.from({ length: count }, (_, index) => image(`${index}`, 10));
    expect(chart(images)).toContain(`<div class="counts" aria-hidden="true">${marks}</div>`);
  });
});

test("a page names where the repository is, if that is known", () => {
  const preview = previewOf("team/api", RULES, IMAGES, NOW);
  expect([...previewPage(preview, { rules: RULES }, ["environment <dev>", "region eu-west-1"])].join("")).toContain(
    "<p>Environment &lt;dev&gt;, region eu-west-1</p>",
  );
});

test("the rules show what they select, act on and lose", () => {
  expect(page(RULES, IMAGES)).toContain("<td>No &lt;leftovers&gt;</td><td>1</td><td>1</td><td>0</td>");
  expect(page(RULES, IMAGES)).toContain("<td></td><td>3</td><td>1</td><td>1</td>");
});

import { existsSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { anchors, MARKDOWN_FILES, ROOT, textOf, withoutFences } from "./markdown";

/** What is wrong with a link of a page; undefined for links that resolve and for other sites. */
function fault(page: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path = "", anchor] = link.replaceAll("\\_", "_").split("#");
  const target = path === "" ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(ROOT, target))) return `${link}: no such file`;
  if (anchor === undefined) return undefined;
  const file = statSync(join(ROOT, target)).isDirectory() ? `${target}/README.md` : target;
  return MARKDOWN_FILES.includes(file) && anchors(textOf(file)).has(anchor) ? undefined : `${link}: no such anchor`;
}

function links(markdown: string): string[] {
  const text = withoutFences(markdown).replace(/`[^`\n]*`/g, "CODE");
  const inline = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  const references = [...text.matchAll(/^\[[^\]]+\]: (\S+)/gm)].map(([, link = ""]) => link);
  return [...inline, ...references];
}

test("there are pages to look at, generated ones too", () => {
  expect(MARKDOWN_FILES).toEqual(
    expect.arrayContaining(["README.md", "CONTRIBUTING.md", "docs/README.md", "terraform/modules/ci-role/README.md"]),
  );
});

test.each(MARKDOWN_FILES)("the links of %s resolve", (page) => {
  const faults = links(textOf(page)).map((link) => fault(page, link));
  expect(faults.filter((found) => found !== undefined)).toEqual([]);
});

test("a link to a missing file or anchor is found", () => {
  expect(fault("README.md", "docs/none.md")).toBe("docs/none.md: no such file");
  expect(fault("docs/ci.md", "scanning.md#none")).toBe("scanning.md#none: no such anchor");
  expect(fault("docs/ci.md", "scanning.md#what-counts-as-proof")).toBeUndefined();
});

test("docs/README.md links to every page", () => {
  const linked = new Set(links(textOf("docs/README.md")).map((link) => `docs/${link.replace(/#.*/, "")}`));
  const pages = MARKDOWN_FILES.filter((page) => page.startsWith("docs/") && page !== "docs/README.md");
  expect(pages.filter((page) => !linked.has(page))).toEqual([]);
});

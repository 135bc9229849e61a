import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, textOf } from "./markdown";

/** The sections of each version by its heading. */
function versions(changelog: string): [string, string[]][] {
  return changelog
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = "", ...rest] = part.split("\n");
      return [heading, rest.flatMap((line) => (line.startsWith("### ") ? [line.slice(4)] : []))];
    });
}

/** Headings without what an upgrade changes in Terraform. */
function silentVersions(changelog: string): string[] {
  return versions(changelog).flatMap(([heading, sections]) =>
    sections.includes("Terraform changes") ? [] : [heading],
  );
}

test("each version says what an upgrade changes in Terraform", () => {
  expect(silentVersions(textOf("CHANGELOG.md"))).toEqual([]);
  expect(silentVersions("# Changelog\n\n## 2.0.0\n\n### Added\n\n- Something.\n")).toEqual(["2.0.0"]);
});

test("the version of the package has a section", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const headings = versions(textOf("CHANGELOG.md")).map(([heading]) => heading.split(" ")[0]);
  expect(headings).toEqual(expect.arrayContaining(["Unreleased", version]));
});

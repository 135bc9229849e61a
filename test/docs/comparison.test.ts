import { unknownStep } from "../../src/config/explain/known-keys";
import { parseSettingPath } from "../../src/config/explain/setting-path";
import { textOf } from "./markdown";

/** The setting paths in the last column of the page's tables: `pull[].service` is `pull[0].service`. */
const SETTINGS = textOf("docs/comparison.md")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| Feature") && !line.startsWith("| ---"))
  .flatMap((line) => [...(line.split("|").at(-2) ?? "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code));

test("the tables name settings", () => {
  expect(SETTINGS.length).toBeGreaterThan(40);
});

test.each([...new Set(SETTINGS)])("%s is a setting", (setting) => {
  const path = parseSettingPath(setting.replaceAll("[]", "[0]"), undefined);
  const found = (["environment", "repository"] as const).map((subject) => unknownStep(subject, path));
  expect(found).toContain(undefined);
});

test("a setting that does not exist is found out", () => {
  expect(unknownStep("environment", ["ciRoles", 0, "jenkins"])).toMatch(/found "jenkins"/);
});

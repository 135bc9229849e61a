import { formatProblem } from "../../src/config/problems";
import { emulated } from "../../src/model/emulated";
import { environmentOf, read, SOUND, text } from "../support/config";

const SCANNING = "  scanning: { scanType: BASIC, rules: [] }";
const CACHE = "  pullThroughCache: [{ ecrRepositoryPrefix: quay, upstreamRegistryUrl: quay.io }]";
const files = (imports: string) => ({
  "environment.yaml": SOUND + text("registry:", SCANNING, CACHE, `  imports: ${imports}`),
});
const problems = (imports: string) => read(files(imports)).problems.map((problem) => formatProblem(problem));

test("declared settings can be imported", () => {
  expect(problems("[scanning, pullThroughCache]")).toEqual([]);
  expect(environmentOf(files("[scanning]")).registry?.imports).toEqual(["scanning"]);
});

test("what is not declared, not a setting, or listed twice is an error", () => {
  expect(problems("[scanning, replication]")).toEqual([
    "environments/dev/environment.yaml:7:23: error: imports[1]: expected a declared setting of the registry, found replication. Declare it under registry, or remove it from imports",
  ]);
  expect(problems("[scanning, scanning]")).toEqual([expect.stringContaining("found scanning twice. Remove one")]);
  expect(problems("[scaning]")).toEqual([expect.stringContaining('found "scaning". Did you mean "scanning"?')]);
});

test("the emulator imports only what is deployed to it", () => {
  const { environment } = emulated(environmentOf(files("[scanning, pullThroughCache]")));
  expect(environment.registry?.imports).toEqual(["scanning"]);
});

import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const { dependencies, peerDependencies, devDependencies } = JSON.parse(
  readFileSync(join(ROOT, "package.json"), "utf8"),
) as Record<"dependencies" | "peerDependencies" | "devDependencies", Record<string, string>>;

/** Packages that the sources load, whether at once or late; types alone are not loaded. */
function loadedPackages(): string[] {
  const names = new Set<string>();
  for (const folder of ["src", "modules", "stacks"]) {
    for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".ts")) continue;
      const text = readFileSync(join(ROOT, folder, file), "utf8");
      for (const [, from = ""] of text.matchAll(/^(?:import|export) (?!type\b)[^;]*? from "([^".][^"]*)";$/gm)) {
        names.add(packageOf(from));
      }
      for (const [, name = ""] of text.matchAll(/\b(?:require|import)\(\s*"([^".][^"]*)"/g)) names.add(packageOf(name));
    }
  }
  return [...names].filter((name) => !isBuiltin(name)).sort();
}

function packageOf(specifier: string): string {
  const [scope = "", name = ""] = specifier.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}

test("the package depends on what its sources load, and on nothing else", () => {
  const provided = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
  const loaded = loadedPackages();
  expect(loaded.filter((name) => !provided.includes(name))).toEqual([]);
  // The CLI of cdktf is run, not loaded.
  expect(provided.filter((name) => !loaded.includes(name))).toEqual(["cdktf-cli"]);
});

test("a project has one copy of cdktf and its bindings: they are peers, installed here for development", () => {
  const peers = Object.keys(peerDependencies);
  expect(peers.sort()).toEqual([
    "@cdktf/provider-aws",
    "@cdktf/provider-kubernetes",
    "cdktf",
    "cdktf-cli",
    "constructs",
  ]);
  expect(peers.filter((name) => devDependencies[name] === undefined)).toEqual([]);
});

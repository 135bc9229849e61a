import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { parse } from "yaml";
import {
  declareEdits,
  cleanupEdits,
  assignEdits,
  keepEdits,
  undeclareEdits,
  unassignEdits,
} from "../../../src/cli/handover/edits";
import { operatorManifest } from "../../../src/cli/handover/operator-manifest";
import { readHandover } from "../../../src/cli/handover/interrupted";
import { compiledProject } from "../../support/compiled";
import { writeFiles, type FileToWrite } from "../../../src/cli/support/write-files";
import { requireEnvironment } from "../../../src/cli/support/environments";
import { type FoundRepository } from "../../../src/operations/adoption/found";

const ENVIRONMENT = `# Trials.
account: "111122223333"
region: eu-west-1
state: { local: {} }
operator:
  install: helm
  manages: ["sandbox/"] # the operator's
cluster: { eks: main }
`;
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cdktf-ecr-handover-"));
  write("environments/dev/environment.yaml", ENVIRONMENT);
  write(
    "environments/dev/repositories/team.yaml",
    "repositories:\n  - repositoryName: team/api\n  - repositoryName: team/web\n",
  );
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

const read = (name: string): string => readFileSync(join(root, name), "utf8");
const own = (text = read("environments/dev/environment.yaml")) =>
  parse(text) as { removed?: unknown; imports?: unknown; operator: { manages: unknown } };

function namesOf(files: readonly FileToWrite[]): string[] {
  return files.map(({ path }) => relative(root, path));
}

const dev = (repositoryName = "team/api") => readHandover(root, "dev", repositoryName);

function manifest(file = "handover/team-api.yaml") {
  const { environment } = dev();
  const declared = environment.repositories.find((it) => it.repositoryName === "team/api");
  const given = declared && operatorManifest(environment, declared, { namespace: "default" });
  if (given === undefined) throw new Error("not declared");
  return { file, content: given.manifest };
}

const FOUND: FoundRepository = {
  repositoryName: "team/db",
  settings: {
    imageTagMutability: "MUTABLE",
    imageTagMutabilityExclusionFilters: [],
    scanOnPush: true,
    encryptionConfiguration: { encryptionType: "AES256" },
    pullPrincipals: [],
    pushPrincipals: [],
    tags: {},
  },
  without: [],
};

test("a name is not under removed and released at once, whichever way it goes", () => {
  write("environments/dev/environment.yaml", `${ENVIRONMENT}released: [team/api, team/web]\n`);
  writeFiles(undeclareEdits(dev(), "team/api", undefined));
  expect(own()).toMatchObject({ removed: ["team/api"], released: ["team/web"] });

  write("environments/dev/environment.yaml", `${ENVIRONMENT}released: [team/db]\n`);
  writeFiles(declareEdits(dev("team/db"), FOUND));
  expect(own()).toMatchObject({ imports: ["team/db"] });
  expect(own()).not.toHaveProperty("released");
});

test("letting go takes the entry out, keeps the name, and writes the manifest with a warning at its deletion policy", () => {
  const files = undeclareEdits(dev(), "team/api", manifest());
  expect(namesOf(files)).toEqual([
    ...["handover/team-api.yaml", "environments/dev/environment.yaml", "environments/dev/repositories/team.yaml"],
  ]);
  writeFiles(files);
  expect(read("environments/dev/environment.yaml")).toBe(`${ENVIRONMENT}removed:\n  - team/api\n`);
  expect(read("environments/dev/repositories/team.yaml")).toBe("repositories:\n  - repositoryName: team/web\n");
  expect(read("handover/team-api.yaml")).toMatch(/^apiVersion: .*\nkind: ECRRepository\nmetadata:\n/);
  expect(read("handover/team-api.yaml")).toMatch(
    / {2}# The operator ignores this setting, and deletes the repository when you delete the manifest\..*\n {2}deletionPolicy: Retain\n$/,
  );
});

test("a manifest is written over nothing, and not among the environments", () => {
  write("handover/team-api.yaml", "mine\n");
  expect(() => undeclareEdits(dev(), "team/api", manifest())).toThrow("handover/team-api.yaml already exists");
  const inside = manifest("environments/dev/repositories/x.yaml");
  expect(() => undeclareEdits(dev(), "team/api", inside)).toThrow(
    "Terraform manages the repositories that are declared in this folder",
  );
});

test("the operator is given one name, and its comment stays", () => {
  writeFiles(assignEdits(dev(), "team/db"));
  expect(read("environments/dev/environment.yaml")).toContain('manages: ["sandbox/", team/db] # the operator\'s\n');
});

test("nothing was written that would make two owners", () => {
  expect(() => assignEdits(dev(), "team/api")).toThrow(
    /^nothing was written, because the environment would have errors\n.*found "team\/api" declared here and covered by/,
  );
});

test("a name is taken from the operator", () => {
  write("environments/dev/environment.yaml", ENVIRONMENT.replace('"sandbox/"', '"sandbox/", "team/db"'));
  writeFiles(unassignEdits(dev(), "team/db", undefined));
  expect(read("environments/dev/environment.yaml")).toBe(ENVIRONMENT);
});

test("a prefix is taken apart only where that is asked for", () => {
  expect(() => unassignEdits(dev(), "sandbox/a", undefined)).toThrow(
    "sandbox/a is covered by the operator's prefix sandbox/, and a prefix cannot exclude a repository. Use --split-prefix",
  );
  const files = unassignEdits(dev(), "sandbox/a", ["sandbox/a", "sandbox/b", "sandbox/c/d", "team/api"]);
  expect(own(files[0]?.after).operator.manages).toEqual(["sandbox/b", "sandbox/c/d"]);
});

test("the operator is not left with nothing to manage", () => {
  expect(() => unassignEdits(dev(), "sandbox/a", ["sandbox/a"])).toThrow(
    "sandbox/a is the only repository that the operator manages. Add another entry to operator.manages first",
  );
});

test("what comes back is declared as it was found, imported, and let go of no longer, all at once", () => {
  write("environments/dev/environment.yaml", `${ENVIRONMENT}removed: [team/db, team/old]\n`);
  writeFiles(declareEdits(dev(), FOUND));
  expect(own()).toMatchObject({ removed: ["team/old"], imports: ["team/db"] });
  const declared = requireEnvironment(root, "dev").repositories.find((it) => it.repositoryName === "team/db");
  expect(declared).toMatchObject({ imageTagMutability: "MUTABLE", scanOnPush: true });
  // THEN, once Terraform has it
  writeFiles(cleanupEdits(dev(), "team/db"));
  expect(own()).not.toHaveProperty("imports");
});

test("of several imports only the one goes", () => {
  write("environments/dev/environment.yaml", `${ENVIRONMENT}imports:\n  - team/api\n  - team/web\n`);
  writeFiles(cleanupEdits(dev(), "team/api"));
  expect(own().imports).toEqual(["team/web"]);
});

const WRITER = `
const fs = require("node:fs");
const { renameSync } = fs;
let left = Number(process.argv[2]);
fs.renameSync = (...args) => {
  if (left === 0) process.kill(process.pid, "SIGKILL");
  left -= 1;
  renameSync(...args);
};
require(${JSON.stringify(join(compiledProject(), "src/cli/support/write-files"))}).writeFiles(JSON.parse(fs.readFileSync(0, "utf8")));
`;

/** Writes files in a process that is killed once some of them have taken their place. */
function killedAfter(renames: number, files: readonly FileToWrite[]): void {
  const writer = join(root, "writer.cjs");
  writeFileSync(writer, WRITER);
  const { signal, stderr } = spawnSync(process.execPath, [writer, String(renames)], {
    cwd: join(__dirname, "../../.."),
    input: JSON.stringify(files),
    encoding: "utf8",
  });
  expect({ signal, stderr }).toEqual({ signal: "SIGKILL", stderr: "" });
}

describe("a run that is killed between two files is healed by the next one", () => {
  const both = () => [read("environments/dev/environment.yaml"), read("environments/dev/repositories/team.yaml")];

  test.each([1, 2])("when %d files of letting go are in their place", (renames) => {
    killedAfter(renames, undeclareEdits(dev(), "team/api", manifest()));
    // THEN nothing that a deployment would delete: the name is declared as long as it is not let go of, or no stack is made.
    expect(read("environments/dev/repositories/team.yaml")).toContain("team/api");
    expect(dev().environment.removed).toEqual(renames === 2 ? ["team/api"] : []);
    // WHEN it is run again
    writeFiles(undeclareEdits(dev(), "team/api", manifest()));
    expect(both()).toEqual([`${ENVIRONMENT}removed:\n  - team/api\n`, "repositories:\n  - repositoryName: team/web\n"]);
    expect(requireEnvironment(root, "dev").removed).toEqual(["team/api"]);
  });

  test.each([
    ["was let go of", `${ENVIRONMENT}removed: [team/db]\n`],
    ["the operator made", ENVIRONMENT],
  ])("when the declaration of a repository that %s is in its place", (_, environment) => {
    write("environments/dev/environment.yaml", environment);
    killedAfter(1, declareEdits(dev("team/db"), FOUND));
    expect(read("environments/dev/environment.yaml")).toBe(environment);
    // WHEN it is run again
    writeFiles(declareEdits(dev("team/db"), FOUND));
    expect(own()).toMatchObject({ imports: ["team/db"] });
    expect(own()).not.toHaveProperty("removed");
    const declared = requireEnvironment(root, "dev").repositories.filter((it) => it.repositoryName === "team/db");
    expect(declared).toMatchObject([{ imageTagMutability: "MUTABLE" }]);
  });

  test("and whoever wants it back then keeps the declaration", () => {
    killedAfter(2, undeclareEdits(dev(), "team/api", manifest()));
    const [, repositories] = both();
    writeFiles(keepEdits(dev(), "team/api"));
    expect(both()).toEqual([ENVIRONMENT, repositories]);
  });
});

test("a declaration that says otherwise than AWS is nobody's leftover, and stays", () => {
  write("environments/dev/repositories/db.yaml", "repositories:\n  - repositoryName: team/db\n");
  expect(() => declareEdits(dev("team/db"), FOUND)).toThrow(
    "the declaration of team/db at environments/dev/repositories/db.yaml:2 differs from AWS: imageTagMutability. Remove the declaration",
  );
});

test("what else is wrong with an environment is told as ever", () => {
  write("environments/dev/environment.yaml", `${ENVIRONMENT}removed: [team/api, team/web]\n`);
  expect(() => dev()).toThrow(
    /removed\[0\]: expected a repository that is no longer declared, found "team\/api".*\n.*removed\[1\]: expected a repository that is no longer declared, found "team\/web"/,
  );
  write("environments/dev/environment.yaml", `${ENVIRONMENT}removed: [team/api]\nnonsense: 1\n`);
  expect(() => dev()).toThrow("nonsense");
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { parse } from "yaml";
import { declareEdits, finishEdits, giveEdits, letGoEdits, withdrawEdits } from "../../../cli/handover/edits";
import { givenRepository } from "../../../cli/handover/given";
import { writeFiles, type FileToWrite } from "../../../cli/write-files";
import { requireEnvironment } from "../../../cli/environments";
import { type FoundRepository } from "../../../modules/ecr-repository/adoption/found";

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

function manifest(file = "handover/team-api.yaml") {
  const environment = requireEnvironment(root, "dev");
  const declared = environment.repositories.find((it) => it.repositoryName === "team/api");
  const given = declared && givenRepository(environment, declared, { namespace: "default" });
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

test("letting go takes the entry out, keeps the name, and writes the manifest with a warning at its deletion policy", () => {
  const files = letGoEdits(root, "dev", "team/api", manifest());
  expect(namesOf(files)).toEqual([
    ...["handover/team-api.yaml", "environments/dev/environment.yaml", "environments/dev/repositories/team.yaml"],
  ]);
  writeFiles(files);
  expect(read("environments/dev/environment.yaml")).toBe(`${ENVIRONMENT}removed:\n  - team/api\n`);
  expect(read("environments/dev/repositories/team.yaml")).toBe("repositories:\n  - repositoryName: team/web\n");
  expect(read("handover/team-api.yaml")).toMatch(/^apiVersion: .*\nkind: ECRRepository\nmetadata:\n/);
  expect(read("handover/team-api.yaml")).toMatch(
    / {2}# The operator deletes .*all the same.*\n {2}deletionPolicy: Retain\n$/,
  );
});

test("letting go that was stopped half way leaves nothing that a deployment would delete, and goes on", () => {
  const [manifestAlone, named] = letGoEdits(root, "dev", "team/api", manifest());
  writeFiles([manifestAlone].flatMap((file) => file ?? []));
  expect(namesOf(letGoEdits(root, "dev", "team/api", manifest()))).toEqual([
    ...["environments/dev/environment.yaml", "environments/dev/repositories/team.yaml"],
  ]);
  writeFiles([named].flatMap((file) => file ?? []));
  expect(() => requireEnvironment(root, "dev")).toThrow("team/api");
});

test("a manifest is written over nothing, and not among the environments", () => {
  write("handover/team-api.yaml", "mine\n");
  expect(() => letGoEdits(root, "dev", "team/api", manifest())).toThrow("handover/team-api.yaml is there already");
  const inside = manifest("environments/dev/repositories/x.yaml");
  expect(() => letGoEdits(root, "dev", "team/api", inside)).toThrow(
    "where a manifest declares a repository for Terraform",
  );
});

test("the operator is given one name, and its comment stays", () => {
  writeFiles(giveEdits(root, "dev", "team/db"));
  expect(read("environments/dev/environment.yaml")).toContain('manages: ["sandbox/", team/db] # the operator\'s\n');
});

test("nothing is written that would make two owners", () => {
  expect(() => giveEdits(root, "dev", "team/api")).toThrow(
    /^the environment would have errors; nothing is written\n.*"team\/api" is declared here, but belongs to the operator/,
  );
});

test("a name is taken from the operator", () => {
  write("environments/dev/environment.yaml", ENVIRONMENT.replace('"sandbox/"', '"sandbox/", "team/db"'));
  writeFiles(withdrawEdits(root, "dev", "team/db", undefined));
  expect(read("environments/dev/environment.yaml")).toBe(ENVIRONMENT);
});

test("a prefix is taken apart only where that is asked for", () => {
  expect(() => withdrawEdits(root, "dev", "sandbox/a", undefined)).toThrow(
    "sandbox/a belongs to the operator by the prefix sandbox/, which can not leave one out; --split-prefix",
  );
  const files = withdrawEdits(root, "dev", "sandbox/a", ["sandbox/a", "sandbox/b", "sandbox/c/d", "team/api"]);
  expect(own(files[0]?.after).operator.manages).toEqual(["sandbox/b", "sandbox/c/d"]);
});

test("the operator is not left with nothing to manage", () => {
  expect(() => withdrawEdits(root, "dev", "sandbox/a", ["sandbox/a"])).toThrow(
    "sandbox/a is all that the operator manages; name something else under operator.manages first",
  );
});

test("what comes back is declared as it was found, imported, and let go of no longer, all at once", () => {
  write("environments/dev/environment.yaml", `${ENVIRONMENT}removed: [team/db, team/old]\n`);
  writeFiles(declareEdits(root, "dev", FOUND));
  expect(own()).toMatchObject({ removed: ["team/old"], imports: ["team/db"] });
  const declared = requireEnvironment(root, "dev").repositories.find((it) => it.repositoryName === "team/db");
  expect(declared).toMatchObject({ imageTagMutability: "MUTABLE", scanOnPush: true });
  // THEN, once Terraform has it
  writeFiles(finishEdits(root, "dev", "team/db"));
  expect(own()).not.toHaveProperty("imports");
});

test("of several imports only the one goes", () => {
  write("environments/dev/environment.yaml", `${ENVIRONMENT}imports:\n  - team/api\n  - team/web\n`);
  writeFiles(finishEdits(root, "dev", "team/api"));
  expect(own().imports).toEqual(["team/web"]);
});

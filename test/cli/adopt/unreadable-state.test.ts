import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { registerAdopt } from "../../../src/cli/adopt/command";
import { repositoryAttributes, stateFile, stateResource } from "../../support/cli/terraform-states";
import { Project } from "../../support/cli/lifecycle";
import { ENVIRONMENT } from "../../support/cli/adopt";

let project: Project;

beforeEach(() => {
  project = new Project(registerAdopt);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
});
afterEach(() => {
  project.remove();
});

const STATE = stateFile(
  stateResource("aws_ecr_repository", "this", [{ attributes: repositoryAttributes("team/api") }]),
);

const from = (path: string) => project.run("adopt", "dev", "--from", path);

test.each<readonly [string, string | object, string]>([
  ["an empty state", stateFile(), "found no aws_ecr_repository in the state. Check that this is the right state"],
  ["a shown state without resources", { format_version: "1.0" }, "found no aws_ecr_repository in the state"],
  ["a plan", { format_version: "1.2", planned_values: {} }, "given.json: expected a Terraform state, found a plan."],
  ["a plan file", "PK\u0003\u0004rest", "given.json: expected a Terraform state, found a plan."],
  [
    "a state of version 3",
    { version: 3, serial: 1, modules: [] },
    "expected a state with version 4, found version 3. Terraform 0.12 and later write",
  ],
  ["a newer state", { version: 5, serial: 1 }, "expected a state with version 4, found version 5. Update cdktf-ecr"],
  [
    "an encrypted state",
    { serial: 1, lineage: "a", meta: {}, encrypted_data: "c2VjcmV0", encryption_version: "v0" },
    "found a state that OpenTofu has encrypted. Use the decrypted output of tofu state pull",
  ],
  [
    "a truncated state",
    JSON.stringify(STATE, undefined, 2).slice(0, -50),
    "expected the complete JSON of a Terraform state, found invalid or truncated JSON",
  ],
  [
    "a damaged state",
    { version: 4, serial: 1, resources: [{ mode: "managed" }] },
    "expected a Terraform state, found an invalid value at resources.0.type",
  ],
])("%s is an error, and nothing is written", async (_, state, message) => {
  const { error, stdout } = await from(project.write("given.json", state));
  expect(error).toContain(message);
  expect({ stdout, written: existsSync(join(project.root, "environments/dev/repositories")) }).toEqual({
    stdout: "",
    written: false,
  });
});

test("an empty state file is named as that, and a state among other files is refused", async () => {
  const empty = project.write("empty.tfstate", "");
  expect((await project.run("adopt", "dev", "--from", empty)).error).toContain(
    "empty.tfstate: expected a Terraform state, found an empty file. In the configuration's folder, run terraform init",
  );
  const state = project.write("a.tfstate", stateFile());
  const list = project.write("repositories.json", { repositories: [] });
  expect((await project.run("adopt", "dev", "--from", state, list)).error).toContain(
    "a.tfstate among 2 sources. Run the command once per source",
  );
});

test("UTF-16 with a mark, as Windows PowerShell writes it, is read", async () => {
  const text = JSON.stringify(STATE);
  const path = project.write("given.json", "");
  writeFileSync(path, `\uFEFF${text}`, "utf16le");
  const { stdout } = await project.run("adopt", "dev", "--from", path);
  expect(stdout).toContain("1 repository adopted\n");
});

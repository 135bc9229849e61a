import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { registerAdopt } from "../../../src/cli/adopt/command";
import { repositoryAttributes, stateFile, stateResource } from "../../support/cli/terraform-states";
import { Project } from "../../support/cli/lifecycle";
import { ENVIRONMENT } from "../../support/cli/adopt";

const STATE = stateFile(
  stateResource("aws_ecr_repository", "this", [{ attributes: repositoryAttributes("team/api") }]),
);

let project: Project;

beforeEach(() => {
  project = new Project(registerAdopt);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
});
afterEach(() => {
  project.remove();
});

function adopt(...args: readonly string[]) {
  return project.run("adopt", "dev", "--from", project.write("given.json", STATE), ...args);
}

const nothingWritten = () => !existsSync(join(project.root, "environments/dev/repositories"));

test("the file of removed blocks is written together with the environment's files, and printed again once they are declared", async () => {
  const path = join(project.root, "old/removed.tf");
  const { stdout } = await adopt("--removed-blocks", path);
  expect(stdout).toContain("Add the blocks (written to old/removed.tf).");
  expect(readFileSync(path, "utf8")).toContain("from = aws_ecr_repository.this\n");
  const again = await adopt();
  expect(again.stdout).toContain("nothing to adopt, 1 already declared\n");
  expect(again.stdout).toContain("from = aws_ecr_repository.this\n");
});

test("the file of removed blocks is not overwritten, and then nothing else is written either", async () => {
  const path = project.write("old/removed.tf", "# mine\n");
  const { error } = await adopt("--removed-blocks", path);
  expect(error).toMatch(/--removed-blocks: .*removed\.tf already exists, so nothing was written/);
  expect({ text: readFileSync(path, "utf8"), nothing: nothingWritten() }).toEqual({
    text: "# mine\n",
    nothing: true,
  });
});

test("the file of removed blocks is only shown by a dry run, and only a state has one", async () => {
  const path = join(project.root, "removed.tf");
  const { stdout } = await adopt("--dry-run", "--removed-blocks", path);
  expect(stdout).toContain("+++ removed.tf\tadopted\n");
  expect({ exists: existsSync(path), nothing: nothingWritten() }).toEqual({ exists: false, nothing: true });
  const other = await project.run("adopt", "dev", "--from", "aws", "--removed-blocks", path);
  expect(other.error).toContain("--removed-blocks requires --from <Terraform state>");
  expect((await adopt("--no-imports")).error).toContain("--no-imports cannot be combined with a Terraform state");
});

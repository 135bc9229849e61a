import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { registerExport } from "../../../src/cli/export/command";
import { ENVIRONMENT, Project } from "../../support/cli/lifecycle";

let project: Project;

beforeAll(() => {
  project = new Project(registerExport);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write(
    "environments/dev/repositories/team.yaml",
    "repositories:\n  - { repositoryName: team/api, description: The API, lifecyclePolicy: three }\n  - { repositoryName: team/web, deletionPolicy: Retain }\n",
  );
});
afterAll(() => {
  project.remove();
});

test("all manifests are printed as a stream, and what is lost is told beside it", async () => {
  const { stdout, stderr, error } = await project.run("export", "dev");
  expect(error).toBeUndefined();
  const documents = parseAllDocuments(stdout).map((it) => it.toJS() as { kind: string; metadata: unknown });
  expect(documents.map(({ kind, metadata }) => [kind, metadata])).toEqual([
    ["AWSProvider", { name: "dev-aws" }],
    ["ECRRepository", { name: "team-api" }],
    ["ECRRepository", { name: "team-web" }],
  ]);
  expect(stdout).toContain("---\n# The API\napiVersion:");
  expect(stderr).toBe(
    `lost: team/web: deletionPolicy: the operator ignores Retain. When you delete the manifest, the operator deletes the repository and its images
note: Terraform and the operator must not manage the same repository. Before you apply a manifest, remove its repository from Terraform (npx ecr handover shows the steps)
`,
  );
});

test("some repositories are written to a folder, a file each, and written again", async () => {
  const folder = join(project.root, "out");
  for (const namespace of ["a", "b"]) {
    const { stdout, error } = await project.run("export", "dev", "team/api", "--dir", folder, "--namespace", namespace);
    expect({ error, stdout }).toEqual({ error: undefined, stdout: `2 manifests written to ${folder}\n` });
  }
  expect(readdirSync(folder)).toEqual(["awsprovider-dev-aws.yaml", "ecrrepository-team-api.yaml"]);
  expect(readFileSync(join(folder, "ecrrepository-team-api.yaml"), "utf8")).toContain("  namespace: b\n");
});

test("a repository or namespace that is none is refused", async () => {
  expect((await project.run("export", "dev", "team/apy")).error).toBe(
    'dev does not declare a repository "team/apy". Did you mean "team/api"?',
  );
  expect((await project.run("export", "dev", "--namespace", "My space")).error).toBe(
    '--namespace: expected 1 to 63 lowercase letters, digits and hyphens, without a hyphen at either end, found "My space"',
  );
  expect((await project.run("export", "stage")).error).toContain('found "stage"');
});

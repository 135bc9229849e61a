import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerAdopt } from "../../../src/cli/adopt/command";
import { Project } from "../../support/cli/lifecycle";
import { ENVIRONMENT } from "../../support/cli/adopt";

const manifest = (
  name: string,
  ...lines: readonly string[]
): string => `apiVersion: aws-infra-operator.runner.codes/v1alpha1
kind: ECRRepository
metadata: { name: a }
spec:
  providerRef: { name: aws }
  repositoryName: ${name}
${lines.map((line) => `  ${line}\n`).join("")}---
`;

let project: Project;
let file: (name: string) => string;

beforeEach(() => {
  project = new Project(registerAdopt);
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  file = (name) => readFileSync(join(project.root, "environments/dev", name), "utf8");
});
afterEach(() => {
  project.remove();
});

const from = (...paths: readonly string[]) => project.run("adopt", "dev", "--from", ...paths);

const RULES = `repositoryRules:
  immutable: { match: [team/*, other/*], forbidden: { imageTagMutability: MUTABLE } }
  owner: { requiredTags: { Team: '*' } }
`;

test("repositories that would break a rule are left out with the reasons, and the others are adopted", async () => {
  project.write("environments/dev/environment.yaml", ENVIRONMENT + RULES);
  // The tag of a file's defaults fulfills a rule, so only the written files can be judged.
  project.write("environments/dev/repositories/web.yaml", "defaults: { tags: { Team: web } }\nrepositories: []\n");
  const path = project.write(
    "given/all.yaml",
    manifest("team/api") +
      manifest("team/web", "imageTagMutability: IMMUTABLE", "tags: { Team: web }") +
      manifest("web/page"),
  );
  const { stdout, error, exitCode } = await from(path);
  expect({ error, exitCode }).toEqual({ error: undefined, exitCode: 1 });
  expect(stdout.replaceAll(/\n +/g, " ")).toContain(
    'left out: team/api: imageTagMutability: expected anything but MUTABLE, found MUTABLE. See the rule "immutable" at environments/dev/environment.yaml:11; tags: expected the tag "Team" with a value, found none. See the rule "owner" at environments/dev/environment.yaml:12',
  );
  expect(stdout).toContain("2 repositories adopted\n");
  expect(file("repositories/team.yaml")).not.toContain("team/api");
  expect(file("repositories/web.yaml")).toContain("repositoryName: web/page");
});

test("nothing is written if all repositories would break a rule", async () => {
  project.write("environments/dev/environment.yaml", ENVIRONMENT + RULES);
  const { stdout, exitCode } = await from(project.write("given/all.yaml", manifest("team/api")));
  expect(exitCode).toBe(1);
  expect(stdout).toContain("nothing to adopt\nleft out: team/api: ");
  expect(() => file("repositories/team.yaml")).toThrow(/ENOENT/);
});

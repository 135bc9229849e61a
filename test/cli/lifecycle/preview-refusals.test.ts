import { detail, ENVIRONMENT, keep, Project, REPOSITORIES } from "../../support/cli/lifecycle";

let project: Project;
beforeEach(() => {
  project = new Project();
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write("environments/dev/repositories/team.yaml", REPOSITORIES);
  project.write("policy.json", keep(2));
  project.write("one.json", { imageDetails: [detail("a", "2026-01-01", ["v1"]), detail("b", "2026-01-02")] });
});
afterEach(() => {
  project.remove();
});

test.each<[string, readonly string[], string]>([
  [
    "no arguments",
    [],
    "expected an environment and a repository (such as dev team/api), or --policy <file> and --images <file>, found neither",
  ],
  ["an environment alone", ["dev"], "expected a repository after dev"],
  [
    "an unknown environment",
    ["dve", "team/api"],
    'expected an environment in environments/ (dev), found "dve". Did you mean "dev"?',
  ],
  [
    "an undeclared repository",
    ["dev", "team/apo"],
    'dev does not declare a repository "team/apo". Did you mean "team/api"?',
  ],
  [
    "a repository without a policy",
    ["dev", "team/web"],
    "team/web does not have a lifecycle policy in dev, so nothing is deleted. To preview a policy, pass --policy <file>",
  ],
  [
    "a listing of another repository",
    ["dev", "team/web", "--policy", "policy.json", "--images", "one.json"],
    "--images: expected only images from team/web, found images from team/api. List the images with aws ecr describe-images --repository-name team/web",
  ],
  [
    "a listing of several repositories",
    ["--policy", "policy.json", "--images", "one.json", "other.json"],
    "--images: expected images from one repository, found images from team/api, team/other",
  ],
  [
    "a listing of many repositories, the wanted one among them",
    ["dev", "team/api", "--images", "one.json", "many.json"],
    "--images: expected only images from team/api, found images from team/r0, team/r1, team/r2 and 2 more as well",
  ],
  [
    "a listing of another account",
    ["dev", "team/api", "--images", "elsewhere.json"],
    "expected a listing from account 111122223333, the account of dev, found account 999988887777",
  ],
  [
    "a time without a zone",
    ["--policy", "policy.json", "--images", "one.json", "--now", "2026-01-01T10:00:00"],
    '--now: expected a date such as 2026-01-31, or a time with a time zone such as 2026-01-31T10:20:30Z, found "2026-01-01T10:00:00"',
  ],
  [
    "a policy file that is not there",
    ["--policy", "no.json", "--images", "one.json"],
    "no.json:1:1: error: the file does not exist. Pass the path of a policy file",
  ],
  ["a policy with errors", ["--policy", "bad.json", "--images", "one.json"], "bad.json:1:"],
  [
    "several policies",
    ["--policy", "environments/dev/two.yaml", "--images", "one.json"],
    "2. Move the policy to a separate file",
  ],
  [
    "a file without a policy",
    ["--policy", "one.json", "--images", "one.json"],
    'expected { "rules": [...] }, rules in words, a lifecyclePolicy or a policyText, found no lifecycle policy',
  ],
  [
    "a listing that is not there",
    ["--policy", "policy.json", "--images", "no.json"],
    "no.json: the file does not exist. Pass a file with the output of aws ecr describe-images, or - for standard input",
  ],
  [
    "a folder of listings",
    ["--policy", "policy.json", "--images", "environments"],
    "environments: expected a file, found a folder. Pass the files in the folder",
  ],
  [
    "a page of a comparison",
    ["--policy", "policy.json", "--images", "one.json", "--compare", "policy.json", "-o", "html"],
    "--compare: expected -o table or -o json, found -o html",
  ],
])("%s is refused", async (_, args, message) => {
  project.write("other.json", { imageDetails: [detail("e", "2026-01-01", [], { repositoryName: "team/other" })] });
  const many = ["0", "1", "2", "3", "4"].map((fill) =>
    detail(fill, "2026-01-01", [], { repositoryName: `team/r${fill}` }),
  );
  project.write("many.json", { imageDetails: many });
  project.write("elsewhere.json", { imageDetails: [detail("e", "2026-01-01", [], { registryId: "999988887777" })] });
  project.write("bad.json", { rules: [] });
  project.write(
    "environments/dev/two.yaml",
    `lifecyclePolicies:\n  a: ${JSON.stringify(keep(3))}\n  b: ${JSON.stringify(keep(4))}\n`,
  );
  const { error, stdout } = await project.run("lifecycle", "preview", ...args);
  expect(error).toContain(message);
  expect(stdout).toBe("");
});

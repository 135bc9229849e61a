import { SOUND, problemsOf, read, readAll, repository, text, type Files } from "../support/config";

const PRODUCTION = text('account: "444455556666"', "region: eu-west-1", "state: { local: { path: prod } }");

const environments = (dev: Files) => readAll({ dev, production: { "environment.yaml": PRODUCTION } })[0];

/** The principals and conditions of a repository's grants. */
function granted(files: Files, name = "team/api") {
  const result = environments({ "environment.yaml": SOUND, ...files });
  const found = result?.environment?.repositories.find(({ repositoryName }) => repositoryName === name);
  return found?.grants?.map(({ sid, principals, test }) => [sid, ...principals, ...(test?.[2] ?? [])]);
}

test("an environment stands for its account, or for roles in it", () => {
  expect(granted({ "repositories/a.yaml": repository("pull: [{ environment: production }]") })).toEqual([
    ["AllowPull", "arn:aws:iam::444455556666:root"],
  ]);
  expect(
    granted({ "repositories/a.yaml": repository("push: [{ environment: production, roles: [ci/deploy] }]") }),
  ).toEqual([["AllowPush", "arn:aws:iam::444455556666:role/ci/deploy"]]);
});

test("a grant replaces that of the defaults, and grants by name add to both", () => {
  const environment = text(
    SOUND.trimEnd(),
    'repositoryDefaults: { pull: ["222233334444"] }',
    "grants:",
    '  - { match: ["team/*"], pull: [{ organization: o-a1b2c3d4e5 }] }',
    '  - { match: ["*/api", "team/api"], push: ["333344445555"] }',
  );
  const files = {
    "environment.yaml": environment,
    "repositories/a.yaml": repository('pull: ["555566667777"]'),
    "repositories/b.yaml": text("repositories:", "  - repositoryName: other/web"),
  };
  expect(granted(files)).toEqual([
    ["AllowPull", "arn:aws:iam::555566667777:root"],
    ["AllowOrganizationPull", "*", "o-a1b2c3d4e5"],
    ["AllowPush", "arn:aws:iam::333344445555:root"],
  ]);
  expect(granted(files, "other/web")).toEqual([["AllowPull", "arn:aws:iam::222233334444:root"]]);
});

test("a pull below a cache's prefix grants the import, also of a creation template", () => {
  const environment = text(
    SOUND.trimEnd(),
    "registry:",
    "  pullThroughCache: [{ ecrRepositoryPrefix: quay, upstreamRegistryUrl: quay.io }]",
    "  creationTemplates:",
    '    - { prefix: quay, appliedFor: [PULL_THROUGH_CACHE], pull: ["444455556666"] }',
    '    - { prefix: replicas, appliedFor: [REPLICATION], pull: ["444455556666"] }',
  );
  const result = read({
    "environment.yaml": environment,
    "repositories/a.yaml": text(
      "repositories:",
      ...["quay/base", "team/api"].map((name) => `  - { repositoryName: ${name}, pull: ["444455556666"] }`),
    ),
  });
  const { environment: found } = result;
  const imports = (actions: unknown): boolean => JSON.stringify(actions).includes("ecr:BatchImportUpstreamImage");
  expect(found?.repositories.map(({ grants }) => imports(grants))).toEqual([true, false]);
  const templates = found?.registry?.creationTemplates ?? [];
  expect(templates.map(({ repositoryPolicy }) => imports(repositoryPolicy))).toEqual([true, false]);
  // Only the registry's policy can grant the creation of the repository.
  expect(problemsOf(result).filter((problem) => problem.includes("a.yaml"))).toEqual([]);
});

test.each<[string, Files, string]>([
  [
    "an environment that does not exist",
    { "repositories/a.yaml": repository("pull:", "  - environment: prodution") },
    'repositories/a.yaml:4:22: error: environment: expected an environment in this project, found "prodution". Did you mean "production"?',
  ],
  [
    "the environment itself",
    { "repositories/a.yaml": repository("pull: [{ environment: dev }]") },
    'repositories/a.yaml:3:27: warning: environment: expected an environment in another account, found "dev", which is in this environment\'s account, 111122223333. The account does not need a grant. List roles, or remove the entry',
  ],
  [
    "a grant by name with a fault",
    {
      "environment.yaml": text(SOUND.trimEnd(), "grants:", '  - match: ["*"]', "    pull: [{ service: lambda }]"),
      "repositories/a.yaml": repository(),
    },
    "environment.yaml:6:23: error: service: expected sourceArn or sourceAccount with a service, found neither. Without a source, lambda.amazonaws.com could pull on behalf of any AWS account. Add the account or the resource that the service acts for",
  ],
  [
    "a pattern that matches nothing",
    {
      "environment.yaml": text(SOUND.trimEnd(), "grants:", '  - match: ["tema/*"]', '    pull: ["444455556666"]'),
      "repositories/a.yaml": repository(),
    },
    'environment.yaml:5:13: warning: match[0]: expected a pattern that matches a repository, found "tema/*". Correct the pattern, or remove it',
  ],
])("%s is reported", (_, files, problem) => {
  const result = environments({ "environment.yaml": SOUND, ...files });
  expect(result && problemsOf(result)).toEqual([problem]);
});

test("grants that make a policy too long are reported with what to fold", () => {
  const roles = Array.from({ length: 250 }, (_, index) => `"arn:aws:iam::444455556666:role/role-${index}"`);
  const environment = text(SOUND.trimEnd(), `grants: [{ match: ["*"], pull: [${roles.join(", ")}] }]`);
  const result = environments({ "environment.yaml": environment, "repositories/a.yaml": repository() });
  expect(result && problemsOf(result)).toEqual([
    expect.stringMatching(
      /a\.yaml:2:21: error: .*found \d+\. Write the account 444455556666 instead of its 250 roles and users in statement "AllowPull"$/,
    ),
  ]);
});

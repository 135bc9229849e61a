import { environmentOf, problemsOf, read, repository, SOUND, text } from "../support/config";

const GROUP = "apiVersion: aws-infra-operator.runner.codes/v1alpha1";

const POLICY = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: "Keep last 10 images",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
      action: { type: "expire" },
    },
  ],
});

const REPOSITORIES_JSON = `{
  "project": "my-project",
  "repositories": [
    { "name": "my-app", "description": "Main application repository" },
    { "name": "my-app-worker", "description": "Background worker service" }
  ]
}`;

/** The operator page's stream for static credentials, with a repository. */
const STREAM = text(
  "apiVersion: v1",
  "kind: Secret",
  "metadata:",
  "  name: aws-credentials",
  "  namespace: default",
  "type: Opaque",
  "stringData:",
  "  access-key-id: test",
  "  secret-access-key: test",
  "---",
  GROUP,
  "kind: AWSProvider",
  "metadata:",
  "  name: localstack",
  "  namespace: default",
  "spec:",
  "  region: us-east-1",
  "  accessKeyIDRef:",
  "    name: aws-credentials",
  "    key: access-key-id",
  "  secretAccessKeyRef:",
  "    name: aws-credentials",
  "    key: secret-access-key",
  "  defaultTags:",
  "    managed-by: infra-operator",
  "    environment: test",
  "---",
  GROUP,
  "kind: ECRRepository",
  "metadata:",
  "  name: e2e-app-images",
  "  namespace: default",
  "spec:",
  "  providerRef:",
  "    name: localstack",
  "  repositoryName: e2e-app-images",
  "  lifecyclePolicy:",
  "    policyText: |",
  `      ${POLICY}`,
  "status:",
  "  ready: true",
);

const namesOf = (files: Parameters<typeof read>[0]) =>
  environmentOf(files).repositories.map(({ repositoryName }) => repositoryName);

test("the three formats are read from one folder, and the folders in it, in the order of their names", () => {
  const files = {
    "environment.yaml": SOUND.replace("region: eu-west-1\n", ""),
    "repositories/a/repositories.json": REPOSITORIES_JSON,
    "repositories/a/lifecycle-policy.json": POLICY,
    "repositories/b.yaml": repository(),
    "repositories/c.json": '[{ "repositoryName": "team/web" }]',
    "repositories/d.yml": STREAM,
    "repositories/.hidden.yaml": "not: read",
    "repositories/notes.txt": "not read",
  };
  expect(namesOf(files)).toEqual(["my-app", "my-app-worker", "team/api", "team/web", "e2e-app-images"]);
});

test("repositories come from the folders and files that the environment lists, each once", () => {
  const files = {
    "environment.yaml": `${SOUND}repositories: [teams, more.yaml, teams/a.yaml]\n`,
    "teams/a.yaml": repository(),
    "more.yaml": "- repositoryName: team/web\n",
    "repositories/ignored.yaml": "- repositoryName: team/other\n",
  };
  expect(namesOf(files)).toEqual(["team/api", "team/web"]);
});

test("an environment may be JSON, without any repositories", () => {
  const { name, location, state, repositories } = environmentOf({
    "environment.json": JSON.stringify({ account: "000000000000", region: "eu-west-1", state: { local: {} } }),
  });
  expect({ name, location, state, repositories }).toEqual({
    name: "dev",
    location: { account: "000000000000", region: "eu-west-1" },
    state: { kind: "backend", name: "local", settings: { path: ".state/{project}/{environment}/{stack}.tfstate" } },
    repositories: [],
  });
});

test("YAML anchors, merge keys and Windows line ends are read, and faults in what is merged have a place", () => {
  const files = (team: string) => ({
    "repositories/a.yaml": text(
      "repositories:",
      "  - &base",
      "    repositoryName: team/api",
      `    tags: { ${team}: a }`,
      "  - <<: *base",
      "    repositoryName: team/web",
    ).replaceAll("\n", "\r\n"),
  });
  expect(environmentOf(files("Team")).repositories.map(({ tags }) => tags)).toEqual([{ Team: "a" }, { Team: "a" }]);
  expect(problemsOf(read(files("aws:x")))).toEqual([
    'repositories/a.yaml:4:13: error: tags: expected a key that does not begin with "aws:", found "aws:x". AWS reserves that prefix; rename the key',
  ]);
});

test("the published script's repositories have the policy beside them, before the environment's", () => {
  const { repositories } = environmentOf({
    "environment.yaml":
      SOUND +
      text(
        "repositoryDefaults: { lifecyclePolicy: standard }",
        "lifecyclePolicies:",
        "  standard:",
        "    rules:",
        "      - rulePriority: 7",
        "        selection: { tagStatus: any, countType: imageCountMoreThan, countNumber: 1 }",
        "        action: { type: expire }",
      ),
    "repositories/repositories.json": REPOSITORIES_JSON,
    "repositories/lifecycle-policy.json": POLICY,
    "repositories/a.yaml": repository(),
  });
  const priorities = repositories.map(({ repositoryName, description, lifecyclePolicy, lifecyclePolicyName }) => [
    repositoryName,
    description,
    lifecyclePolicy?.rules[0]?.rulePriority,
    lifecyclePolicyName,
  ]);
  expect(priorities).toEqual([
    ["team/api", undefined, 7, "standard"],
    ["my-app", "Main application repository", 1, undefined],
    ["my-app-worker", "Background worker service", 1, undefined],
  ]);
});

test("manifests fall back on the operator's defaults, not on the environment's", () => {
  const [repo] = environmentOf({
    "environment.yaml":
      SOUND + "repositoryDefaults: { imageTagMutability: IMMUTABLE, scanOnPush: true, deletionPolicy: Retain }\n",
    "repositories/a.yaml": text(
      GROUP,
      "kind: ECRRepository",
      "metadata: { name: api }",
      "spec: { providerRef: { name: aws }, repositoryName: team/api }",
    ),
  }).repositories;
  expect(repo).toEqual({
    repositoryName: "team/api",
    imageTagMutability: "MUTABLE",
    imageTagMutabilityExclusionFilters: [],
    scanOnPush: false,
    encryptionConfiguration: { encryptionType: "AES256" },
    deletionPolicy: "Delete",
    forceDelete: false,
    tags: {},
    pullPrincipals: [],
    pushPrincipals: [],
  });
});

test("a manifest's repositoryPolicyText becomes the repository's policy", () => {
  const [repo] = environmentOf({
    "repositories/a.yaml": text(
      GROUP,
      "kind: ECRRepository",
      "metadata: { name: api }",
      "spec:",
      "  providerRef: { name: aws }",
      "  repositoryName: team/api",
      "  repositoryPolicyText: |",
      '    { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",',
      '      "Principal": { "AWS": "444455556666" }, "Action": ["ecr:BatchGetImage"] }] }',
    ),
  }).repositories;
  expect(repo?.repositoryPolicy?.Statement).toEqual([
    { Effect: "Allow", Principal: { AWS: "444455556666" }, Action: ["ecr:BatchGetImage"] },
  ]);
});

test("an AWSProvider fills region, role and default tags where the environment leaves them open", () => {
  const { location, tags, operator } = environmentOf({
    "environment.yaml": text(
      'account: "123456789012"',
      "state: { local: {} }",
      "tags: { Owner: platform }",
      "operator: { install: manifests, manages: [sandbox/] }",
      "cluster: { eks: prod }",
    ),
    "repositories/provider.yaml": text(
      GROUP,
      "kind: AWSProvider",
      "metadata: { name: production-aws, namespace: default }",
      "spec:",
      "  region: us-east-1",
      "  roleARN: arn:aws:iam::123456789012:role/infra-operator-role",
      "  defaultTags: { managed-by: infra-operator, environment: production }",
    ),
  });
  expect(location).toEqual({ account: "123456789012", region: "us-east-1" });
  expect(tags).toEqual({ Owner: "platform", "managed-by": "infra-operator", environment: "production" });
  expect([operator?.roleName, operator?.path]).toEqual(["infra-operator-role", "/"]);
});

test("a Secret and static credentials are left out with a warning each", () => {
  const { problems } = read({
    "environment.yaml": SOUND.replace("eu-west-1", "us-east-1"),
    "repositories/a.yaml": STREAM,
  });
  expect(problems.map(({ rule, line }) => `${line} ${rule}`)).toEqual([
    "2 manifest/secret",
    "19 manifest/static-credentials",
    "22 manifest/static-credentials",
  ]);
});

import { environmentOf, read, SOUND, text } from "../support/config";

const rolesOf = (...lines: readonly string[]) =>
  environmentOf({
    "environment.yaml":
      SOUND +
      text(
        "clusters: [{ eks: prod, identity: podIdentity }, { key: lab, oidcIssuer: https://oidc.example.com/id/1 }]",
        "registry: { pullThroughCache: [{ ecrRepositoryPrefix: quay, upstreamRegistryUrl: quay.io }] }",
        "workloadRoles:",
        ...lines.map((line) => `  - ${line}`),
      ),
    "repositories/r.yaml": text("- repositoryName: team/api", "- { repositoryName: web }"),
  }).workloadRoles ?? [];

test("a workload is enough: it pulls everything that is declared", () => {
  expect(rolesOf("nodes: {}")).toEqual([
    {
      roleName: "dev-nodes-ecr-pull",
      trust: { kind: "nodes" },
      access: "pull",
      repositories: ["team/api", "web"],
      pullRepositories: [],
      importRepositories: [],
      createRepositories: [],
      otherRegistries: [],
    },
  ]);
});

test("each workload has its trust and its name; Fargate is on EKS only", () => {
  const roles = rolesOf(
    "fargate: {}",
    "ecsTaskExecution: {}",
    "attachTo: [acme-nodes]",
    "{ serviceAccount: { namespace: ci, name: kaniko }, access: push }",
    "{ serviceAccount: { namespace: ci, name: lab, clusters: lab }, name: lab }",
  );
  expect(roles.map(({ roleName, trust }) => [roleName, trust])).toEqual([
    ["dev-fargate-ecr-pull", { kind: "fargate", clusters: ["prod"] }],
    ["dev-ecs-ecr-pull", { kind: "ecsTaskExecution" }],
    ["dev-attached-ecr-pull", { kind: "existing", roles: ["acme-nodes"] }],
    [
      "dev-ci-kaniko-ecr-push",
      {
        kind: "serviceAccount",
        clusters: [
          { key: "prod", eks: "prod", identity: "podIdentity", oidcProvider: "lookup" },
          { key: "lab", oidcIssuer: "https://oidc.example.com/id/1", oidcProvider: "lookup" },
        ],
        serviceAccounts: [{ namespace: "ci", name: "kaniko" }],
      },
    ],
    ["lab", expect.objectContaining({ clusters: [expect.objectContaining({ key: "lab" })] })],
  ]);
});

test("below a cache's prefix the role imports and creates, and other accounts' repositories are kept apart", () => {
  const [role] = rolesOf(
    '{ nodes: {}, pullRepositories: [quay/], otherRegistries: [{ account: "444455556666", repositories: [shared/] }] }',
  );
  expect(role).toMatchObject({
    importRepositories: ["quay/"],
    createRepositories: ["quay/"],
    otherRegistries: [{ account: "444455556666", region: "eu-west-1", repositories: ["shared/"] }],
  });
});

test("the policies of each kind are sound: the linter finds nothing in them", () => {
  const { problems } = read({
    "environment.yaml":
      SOUND +
      text(
        "clusters: [{ eks: prod, identity: both }, { key: lab, oidcIssuer: https://oidc.example.com/id/1 }]",
        "registry: { pullThroughCache: [{ ecrRepositoryPrefix: quay, upstreamRegistryUrl: quay.io }] }",
        "workloadRoles:",
        "  - nodes: {}",
        "  - fargate: {}",
        "  - ecsTaskExecution: {}",
        "  - attachTo: [acme-nodes]",
        "  - { serviceAccount: { namespace: ci, name: kaniko }, access: push, pullRepositories: [quay/] }",
      ),
    "repositories/r.yaml": text("- repositoryName: team/api"),
  });
  expect(problems.filter(({ rule }) => /^(?:trust|role)-policy\//.test(rule))).toEqual([]);
});

import { SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

/** An environment with a cluster and workloads; lines belong to their list, from line 6. */
const ROLES = (...lines: readonly string[]) => ({
  "environment.yaml": SOUND + text("cluster: { eks: prod }", "workloadRoles:", ...lines.map((line) => `  ${line}`)),
  "repositories/r.yaml": text("- repositoryName: team/api"),
});
const AT = "environment.yaml:6";

const WORKLOADS: BadInputs = [
  [
    "no workload",
    ROLES("- access: pull"),
    [
      `${AT}:5: error: workloadRoles[0]: expected nodes, fargate, ecsTaskExecution, serviceAccount or attachTo, found none. Set the workload that gets the permissions, such as nodes: {}`,
    ],
  ],
  [
    "two workloads",
    ROLES("- { nodes: {}, fargate: {} }"),
    [
      `${AT}:5: error: workloadRoles[0]: expected one of nodes, fargate, ecsTaskExecution, serviceAccount or attachTo, found nodes and fargate. Create a separate role for each workload`,
    ],
  ],
  [
    "nodes that push",
    ROLES("- { nodes: {}, access: push }"),
    [
      `${AT}:26: error: access: expected pull for nodes on EC2, found push. Nodes, Fargate and ECS can only pull images. Only pods and existing roles can push`,
    ],
  ],
  [
    "a wildcard in a ServiceAccount",
    ROLES('- serviceAccount: { namespace: "ci-*", name: kaniko }'),
    [
      `${AT}:21: error: serviceAccount: expected an exact namespace and name, found a wildcard in "ci-*/kaniko". List each ServiceAccount`,
    ],
  ],
  [
    "a cluster that is not known",
    ROLES("- serviceAccount: { namespace: ci, name: kaniko, clusters: prd }"),
    [`${AT}:62: error: clusters: expected the key of a cluster in the environment, found "prd". Did you mean "prod"?`],
  ],
  [
    "an ARN for a role",
    ROLES('- attachTo: ["arn:aws:iam::111122223333:role/nodes"]'),
    [
      `${AT}:16: error: attachTo[0]: expected the name of a role in the account, without its path, found "arn:aws:iam::111122223333:role/nodes"`,
    ],
  ],
  [
    "a session's length for roles that exist",
    ROLES("- { attachTo: [nodes], maxSessionDuration: 3600 }"),
    [
      `${AT}:46: error: maxSessionDuration: this setting requires a role that Terraform creates, found attachTo, which uses existing roles. Remove this setting`,
    ],
  ],
  [
    "the own registry as another",
    ROLES('- { nodes: {}, otherRegistries: [{ account: "111122223333", repositories: [a/] }] }'),
    [
      `${AT}:36: error: otherRegistries[0]: expected a different account or region, found 111122223333 in eu-west-1, which is the role's own registry. List its repositories under repositories`,
    ],
  ],
  [
    "an environment that is not known",
    ROLES("- { nodes: {}, otherRegistries: [{ environment: tools, repositories: [a/] }] }"),
    [`${AT}:51: error: environment: expected an environment in this project, found "tools". Environments: dev`],
  ],
  [
    "two roles with one name",
    ROLES("- nodes: {}", "- { nodes: {}, repositories: [team/] }"),
    [
      'environment.yaml:7:5: error: name: expected a unique name, found "dev-nodes-ecr-pull", which workloadRoles[0] also uses. Set a different name',
    ],
  ],
  [
    "a wildcard in a repository's name",
    ROLES('- { nodes: {}, repositories: ["team*"] }'),
    [
      `${AT}:33: error: repositories[0]: expected prefixes that end in a slash, such as "sandbox/", or exact names, found a wildcard in "team*", which would also cover "team-other". Write "team/" for every repository under it, or exact names such as "team"`,
    ],
  ],
];

describe("the roles of workloads", () => {
  testBadInputs(WORKLOADS);
});

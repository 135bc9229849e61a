import { clusterSid } from "../../src/domain/operator/clusters";
import { type TrustedProvider } from "../../src/domain/operator/trust-policy";
import { workloadPermissions, workloadTrust } from "../../src/domain/workloads/policies";
import { type ServiceAccountTrust, type WorkloadRoleSettings } from "../../src/domain/workloads/settings";
import { type ModuleDocument } from "../kit/module-definition";
import { isSame, mockedAwsWithRoles, refusedRuns, run, testFile, type Assertions } from "../kit/terraform-test";
import { ACCEPTED_INPUTS, INVALID_INPUTS, MODULE_ONLY_INVALID_INPUTS, POD_INPUTS } from "./invalid-inputs";
import { PROVIDERS, TEST_LOCATION } from "../kit/invalid-input";

const { account } = TEST_LOCATION;

const NODES: WorkloadRoleSettings = {
  location: TEST_LOCATION,
  roleName: ACCEPTED_INPUTS.name,
  trust: { kind: "nodes" },
  repositories: ["team/"],
};

/** The module's policies must equal those of the construct. */
function samePolicies(settings: WorkloadRoleSettings, providers: readonly TrustedProvider[] = []): Assertions {
  const trust = workloadTrust(settings, providers);
  const trusted = trust && isSame("aws_iam_role.this[0].assume_role_policy", trust);
  const permissions = isSame("aws_iam_policy.this[0].policy", workloadPermissions(settings));
  return {
    ...(trusted === undefined ? {} : { "The trust policy must equal that of the construct.": trusted }),
    "The permissions must equal those of the construct.": permissions,
  };
}

const CLUSTER = { key: "production", eks: "prod" };
const provider = (key: string, issuer: string): TrustedProvider => ({
  sid: clusterSid({ key, eks: key }),
  issuer,
  providerArn: `${PROVIDERS}${issuer}`,
});
const PROVIDER = provider("production", POD_INPUTS.clusters.production.oidc_provider_arn.slice(PROVIDERS.length));
const pods = (trust: Partial<ServiceAccountTrust>): ServiceAccountTrust => ({
  kind: "serviceAccount",
  clusters: [CLUSTER],
  serviceAccounts: POD_INPUTS.service_accounts,
  ...trust,
});

/** Runs for services that assume the role. */
const SERVICES = {
  required_inputs: run(ACCEPTED_INPUTS, {
    ...samePolicies(NODES),
    "The description must be that of the construct.":
      'aws_iam_role.this[0].description == "Pulls images for nodes on EC2"',
    "The policy must be named like the role.": 'aws_iam_policy.this[0].name == "nodes-pull"',
    "The policy must be attached.": "length(aws_iam_role_policy_attachment.this) == 1",
  }),
  fargate: run(
    { ...ACCEPTED_INPUTS, nodes: false, fargate_clusters: ["prod"] },
    samePolicies({ ...NODES, trust: { kind: "fargate", clusters: ["prod"] } }),
  ),
  fargate_in_several_clusters: run(
    { ...ACCEPTED_INPUTS, nodes: false, fargate_clusters: ["prod", "stage"] },
    samePolicies({ ...NODES, trust: { kind: "fargate", clusters: ["prod", "stage"] } }),
  ),
  ecs_tasks_that_pull_elsewhere: run(
    {
      ...ACCEPTED_INPUTS,
      nodes: false,
      ecs_task_execution: true,
      repositories: ["team/", "team/api", "web"],
      other_registries: [
        { account: "444455556666", repositories: ["shared/", "shared/base", "base"] },
        { account, region: "eu-central-1", repositories: ["base"] },
      ],
    },
    samePolicies({
      ...NODES,
      trust: { kind: "ecsTaskExecution" },
      repositories: ["team/", "team/api", "web"],
      otherRegistries: [
        { account: "444455556666", region: TEST_LOCATION.region, repositories: ["shared/", "shared/base", "base"] },
        { account, region: "eu-central-1", repositories: ["base"] },
      ],
    }),
  ),
};

/** Runs for pods and existing roles. */
const OTHERS = {
  irsa: run(POD_INPUTS, {
    ...samePolicies({ ...NODES, trust: pods({}) }, [PROVIDER]),
    "The annotation must be output.": "length(output.service_account_annotations) == 1",
    "Nothing must be associated.": "length(aws_eks_pod_identity_association.this) == 0",
  }),
  pod_identity_that_pushes: run(
    {
      ...POD_INPUTS,
      clusters: { production: { pod_identity_cluster: "prod" } },
      access: "push",
      pull_repositories: ["quay/", "shared/base"],
      import_repositories: ["quay/"],
      create_repositories: ["quay/"],
    },
    {
      ...samePolicies({
        ...NODES,
        trust: pods({ clusters: [{ ...CLUSTER, identity: "podIdentity" }] }),
        access: "push",
        pullRepositories: ["quay/", "shared/base"],
        importRepositories: ["quay/"],
        createRepositories: ["quay/"],
      }),
      "The ServiceAccount must be associated with the role.":
        'aws_eks_pod_identity_association.this["production/ci/kaniko"].cluster_name == "prod"',
      "The description must be that of the construct.":
        'aws_iam_role.this[0].description == "Pushes and pulls images for pods"',
      "No annotation must be output.": "length(output.service_account_annotations) == 0",
    },
  ),
  irsa_and_pod_identity_during_a_move: run(
    {
      ...POD_INPUTS,
      clusters: {
        production: { ...POD_INPUTS.clusters.production, pod_identity_cluster: "prod" },
        stage: { pod_identity_cluster: "stage" },
      },
      service_accounts: [...POD_INPUTS.service_accounts, { namespace: "build", name: "buildkit" }],
    },
    samePolicies(
      {
        ...NODES,
        trust: pods({
          clusters: [
            { ...CLUSTER, identity: "both" },
            { key: "stage", eks: "stage", identity: "podIdentity" },
          ],
          serviceAccounts: [...POD_INPUTS.service_accounts, { namespace: "build", name: "buildkit" }],
        }),
      },
      [PROVIDER],
    ),
  ),
  existing_roles: run(
    { ...ACCEPTED_INPUTS, nodes: false, access: "push", attach_to: { nodes: "eks-nodes" } },
    {
      ...samePolicies({ ...NODES, access: "push", trust: { kind: "existing", roles: ["eks-nodes"] } }),
      "No role must be created.": "length(aws_iam_role.this) == 0",
      "The policy must be attached to the existing role.":
        'aws_iam_role_policy_attachment.existing["nodes"].role == "eks-nodes"',
      "There must be no role to output.": "output.role_arn == null",
    },
  ),
  a_policy_without_roles: run(
    { ...ACCEPTED_INPUTS, nodes: false, attach_to: {} },
    {
      "Nothing must be attached.":
        "length(aws_iam_role_policy_attachment.this) + length(aws_iam_role_policy_attachment.existing) == 0",
      "The policy must be created.": "length(aws_iam_policy.this) == 1",
    },
  ),
  create_is_false: run(
    { ...POD_INPUTS, create: false },
    {
      "create = false must not create resources.":
        "length(aws_iam_role.this) + length(aws_iam_policy.this) + length(aws_iam_role_policy_attachment.this) + length(aws_eks_pod_identity_association.this) == 0",
      "create = false must set outputs to null.": "output.role_arn == null && output.policy_arn == null",
    },
  ),
};

/** The module's test files. They run without AWS. */
export function moduleTests(): Readonly<Record<string, ModuleDocument>> {
  const location = { account, region: "cn-north-1" };
  const china = {
    nodes_in_china: run(ACCEPTED_INPUTS, samePolicies({ ...NODES, location })),
    fargate_in_china: run(
      { ...ACCEPTED_INPUTS, nodes: false, fargate_clusters: ["prod"] },
      samePolicies({ ...NODES, location, trust: { kind: "fargate", clusters: ["prod"] } }),
    ),
  };
  const mocks = mockedAwsWithRoles(TEST_LOCATION);
  const refused = refusedRuns(ACCEPTED_INPUTS, [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS]);
  return {
    role: testFile({ ...SERVICES, ...OTHERS }, mocks),
    china: testFile(china, mockedAwsWithRoles(location)),
    refused: testFile(refused, mocks),
  };
}

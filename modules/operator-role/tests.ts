import { mockedAwsWithRoles, refusedRuns, run, testFile } from "../kit/terraform-test";
import { type ModuleDocument } from "../kit/module-definition";
import { POD_IDENTITY_SERVICE } from "../../src/domain/operator/pod-identity";
import { ACCEPTED_INPUTS, MODULE_ONLY_INVALID_INPUTS, INVALID_INPUTS } from "./invalid-inputs";
import { TEST_LOCATION } from "../kit/invalid-input";

const MOCKED = mockedAwsWithRoles(TEST_LOCATION);

const REPOSITORIES = `arn:aws:ecr:${TEST_LOCATION.region}:${TEST_LOCATION.account}:repository`;
const CLUSTER_ARN = `arn:aws:eks:${TEST_LOCATION.region}:${TEST_LOCATION.account}:cluster`;
const statements = (resource: string, attribute: string): string =>
  `jsondecode(${resource}.this[0].${attribute}).Statement`;
const trusted = statements("aws_iam_role", "assume_role_policy");
const permitted = statements("aws_iam_policy", "policy");

/** The module's test files. They run without AWS. */
export function moduleTests(): Readonly<Record<string, ModuleDocument>> {
  const runs = {
    required_inputs: run(ACCEPTED_INPUTS, {
      "The trust policy must match the operator's ServiceAccount exactly.": `${trusted}[0].Condition.StringEquals["oidc.eks.eu-west-1.amazonaws.com/id/PROD:sub"] == "system:serviceaccount:infra-operator:infra-operator"`,
      "Changes to other repositories must be denied.": `[for statement in ${permitted} : statement.Effect] == ["Allow", "Deny"]`,
      "A prefix must cover the repositories below it.": `${permitted}[1].NotResource == ["${REPOSITORIES}/sandbox/*"]`,
      "Deletion must not be allowed by default.": `!contains(${permitted}[0].Action, "ecr:DeleteRepository")`,
      "The policy's name must derive from the role's name.":
        'aws_iam_policy.this[0].name == "infra-operator-ecr-role-1"',
    }),
    create_is_false: run(
      { ...ACCEPTED_INPUTS, create: false },
      {
        "create = false must not create resources.":
          "length(aws_iam_role.this) + length(aws_iam_policy.this) + length(aws_iam_role_policy_attachment.this) + length(aws_eks_pod_identity_association.this) == 0",
        "create = false must set outputs to null.": "output.role_arn == null",
        "create = false must not output annotations.": "length(output.service_account_annotations) == 0",
      },
    ),
    many_repositories_need_several_policies: run(
      { ...ACCEPTED_INPUTS, manages: Array.from({ length: 60 }, (_, index) => `team-${index}/`) },
      {
        "Each policy must be attached.": "length(aws_iam_role_policy_attachment.this) == 2",
        "Policies must be numbered.": 'aws_iam_policy.this[1].name == "infra-operator-ecr-role-2"',
        "No policy may exceed AWS's quota.":
          "alltrue([for policy in aws_iam_policy.this : length(policy.policy) <= 6144])",
        "All repositories must be allowed.": `length(${permitted}[0].Resource) == 60`,
        "The deny statement must not be split.":
          "length(jsondecode(aws_iam_policy.this[1].policy).Statement[0].NotResource) == 60",
      },
    ),
    wildcards_have_separate_statements: run(
      {
        ...ACCEPTED_INPUTS,
        service_accounts: [...ACCEPTED_INPUTS.service_accounts, { namespace: "preview-*", name: "infra-operator" }],
      },
      {
        "Exact names and wildcards must be in separate statements.": `[for statement in ${trusted} : statement.Sid] == ["Production", "ProductionLike"]`,
        "The audience must be compared exactly.": `${trusted}[1].Condition.StringEquals["oidc.eks.eu-west-1.amazonaws.com/id/PROD:aud"] == "sts.amazonaws.com"`,
      },
    ),
    pod_identity: run(
      { ...ACCEPTED_INPUTS, clusters: { production: { pod_identity_cluster: "prod" } } },
      {
        "Only EKS Pod Identity must be trusted.": `[for statement in ${trusted} : statement.Principal.Service] == ["${POD_IDENTITY_SERVICE}"]`,
        "Only the cluster must be trusted.": `${trusted}[0].Condition.ArnEquals["aws:SourceArn"] == "${CLUSTER_ARN}/prod"`,
        "The ServiceAccount must be associated with the role.":
          'aws_eks_pod_identity_association.this["production/infra-operator/infra-operator"].cluster_name == "prod"',
        "No annotation must be output.": "length(output.service_account_annotations) == 0",
      },
    ),
    irsa_and_pod_identity_during_a_move: run(
      {
        ...ACCEPTED_INPUTS,
        clusters: {
          production: { ...ACCEPTED_INPUTS.clusters.production, pod_identity_cluster: "prod" },
          stage: { pod_identity_cluster: "stage" },
        },
        service_accounts: [...ACCEPTED_INPUTS.service_accounts, { namespace: "tools", name: "operator" }],
      },
      {
        "Each namespace must have a statement.": `[for statement in ${trusted} : statement.Sid] == ["Production", "PodIdentity", "PodIdentity2"]`,
        "Both clusters must be trusted.": `${trusted}[1].Condition.ArnEquals["aws:SourceArn"] == ["${CLUSTER_ARN}/prod", "${CLUSTER_ARN}/stage"]`,
        "Each ServiceAccount must be associated in each cluster.": "length(aws_eks_pod_identity_association.this) == 4",
        "The annotation must be output.": "length(output.service_account_annotations) == 1",
      },
    ),
    covered_entries_are_dropped: run(
      { ...ACCEPTED_INPUTS, manages: ["a/", "a/b/", "a/", "playground"] },
      {
        "Each repository must be listed once.": `${permitted}[0].Resource == ["${REPOSITORIES}/a/*", "${REPOSITORIES}/playground"]`,
      },
    ),
    deletion_and_keys_are_optional: run(
      {
        ...ACCEPTED_INPUTS,
        allow_delete: true,
        kms_key_arns: [
          `arn:aws:kms:${TEST_LOCATION.region}:${TEST_LOCATION.account}:key/11111111-2222-3333-4444-555555555555`,
        ],
      },
      {
        "Deletion must be allowed.": `contains(${permitted}[0].Action, "ecr:DeleteRepository")`,
        "The key must be allowed.": `${permitted}[1].Sid == "EncryptOwnRepositories"`,
      },
    ),
  };
  const refused = refusedRuns(ACCEPTED_INPUTS, [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS]);
  return { role: testFile(runs, MOCKED), refused: testFile(refused, MOCKED) };
}

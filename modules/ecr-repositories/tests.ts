import { refusedRuns, run, testFile } from "../kit/terraform-test";
import { type ModuleDocument } from "../kit/module-definition";
import { INVALID_INPUTS } from "../ecr-repository/invalid-inputs";

/** One invalid input of each kind. The tests of `ecr-repository` cover all of the shared rules. */
const KINDS = [
  "var.name",
  "var.tags",
  "var.encryption_configuration",
  "var.lifecycle_policy",
  "var.pull_principals",
  "var.pull_grants",
  "var.repository_policy",
];

const KEEP_TEN = {
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
      action: { type: "expire" },
    },
  ],
};

const KEY = "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012";

/** The module's test files. They run without AWS. */
export function moduleTests(): Readonly<Record<string, ModuleDocument>> {
  const refused = KINDS.flatMap((kind) => INVALID_INPUTS.find(({ rejectedBy: refusedBy }) => refusedBy === kind) ?? []);
  return {
    registry: testFile({
      each_repository_has_what_it_asks_for: run(
        {
          repositories: {
            "team/api": { lifecycle_policy: KEEP_TEN },
            "team/base": { deletion_policy: "Retain", pull_principals: ["111122223333"], tags: { Team: "base" } },
          },
          tags: { Team: "all", Owner: "platform" },
        },
        {
          "A repository with Delete must be in aws_ecr_repository.this.":
            'keys(aws_ecr_repository.this) == ["team/api"]',
          "A repository with Retain must be in aws_ecr_repository.retained.":
            'keys(aws_ecr_repository.retained) == ["team/base"]',
          "Only the repository with a lifecycle policy must have one.":
            'keys(aws_ecr_lifecycle_policy.this) == ["team/api"]',
          "Only the repository with principals must have a repository policy.":
            'keys(aws_ecr_repository_policy.this) == ["team/base"]',
          "A repository's own tags must override the shared tags.":
            'aws_ecr_repository.retained["team/base"].tags == tomap({ Owner = "platform", Team = "base" })',
        },
      ),
      repositories_share_a_policy_by_name: run(
        {
          lifecycle_policies: { standard: KEEP_TEN },
          repositories: {
            "team/api": { lifecycle_policy_name: "standard" },
            "team/web": { lifecycle_policy_name: "standard" },
            "team/own": { lifecycle_policy: KEEP_TEN },
            "team/none": {},
          },
        },
        {
          "Repositories with a named policy or their own policy must have one.":
            'keys(aws_ecr_lifecycle_policy.this) == ["team/api", "team/own", "team/web"]',
          "A named policy must be the same document as an inline one.":
            "length(distinct(values(aws_ecr_lifecycle_policy.this)[*].policy)) == 1",
        },
      ),
      nothing_is_created: run(
        { repositories: { "team/api": { pull_principals: ["111122223333"] } }, create: false },
        {
          "create = false must not create resources.":
            "length(aws_ecr_repository.this) + length(aws_ecr_repository_policy.this) == 0",
          "create = false must leave the outputs empty.":
            "length(output.repository_arns) == 0 && output.registry_id == null",
        },
      ),
    }),
    refused: testFile(
      refusedRuns({}, [
        {
          title: "too many tags in total",
          inputs: { repositories: { "team/api": { tags: numberedTags("Own", 26) } }, tags: numberedTags("All", 25) },
          rejectedBy: "var.repositories",
        },
        {
          title: "a key in another region",
          inputs: {
            repositories: { "team/api": { encryption_configuration: { encryption_type: "KMS", kms_key: KEY } } },
          },
          rejectedBy: "output.repository_arns",
        },
        ...refused.map(({ title: title, inputs: { name = "team/api", ...inputs } }) => ({
          title,
          inputs: { repositories: { [typeof name === "string" ? name : "team/api"]: inputs } },
          // Lifecycle rules of all policies are checked together in an output, not by the variable.
          rejectedBy: "lifecycle_policy" in inputs ? "output.repository_arns" : "var.repositories",
        })),
        {
          title: "an unknown lifecycle policy name",
          inputs: { lifecycle_policies: {}, repositories: { "team/api": { lifecycle_policy_name: "standard" } } },
          rejectedBy: "var.repositories",
        },
        {
          title: "both a named and an inline lifecycle policy",
          inputs: {
            lifecycle_policies: { standard: KEEP_TEN },
            repositories: { "team/api": { lifecycle_policy_name: "standard", lifecycle_policy: KEEP_TEN } },
          },
          rejectedBy: "var.repositories",
        },
        {
          title: "a named lifecycle policy that AWS would reject",
          inputs: { repositories: {}, lifecycle_policies: { standard: { rules: [] } } },
          rejectedBy: "output.repository_arns",
        },
      ]),
    ),
  };
}

function numberedTags(name: string, count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, "x"]));
}

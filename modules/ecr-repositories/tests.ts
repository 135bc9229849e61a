import { refusedRuns, run, testFile } from "../kit/terraform-test";
import { type ModuleDocument } from "../kit/module-definition";
import { INVALID_INPUTS } from "../ecr-repository/invalid-inputs";

/** One of each kind: which rules there are is tested with `ecr-repository`, which has the same. */
const KINDS = [
  "var.name",
  "var.tags",
  "var.encryption_configuration",
  "var.lifecycle_policy",
  "var.pull_principals",
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

/** The test files of the module, which run without AWS. */
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
        [
          ['${keys(aws_ecr_repository.this) == ["team/api"]}', "What can be deleted is one resource."],
          ['${keys(aws_ecr_repository.retained) == ["team/base"]}', "What is retained is another."],
          ['${keys(aws_ecr_lifecycle_policy.this) == ["team/api"]}', "One has a lifecycle policy."],
          ['${keys(aws_ecr_repository_policy.this) == ["team/base"]}', "One has a repository policy."],
          [
            '${aws_ecr_repository.retained["team/base"].tags == tomap({ Owner = "platform", Team = "base" })}',
            "A repository's own tags come first.",
          ],
        ],
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
        [
          [
            '${keys(aws_ecr_lifecycle_policy.this) == ["team/api", "team/own", "team/web"]}',
            "Those that name a policy and those with their own have one.",
          ],
          [
            "${length(distinct(values(aws_ecr_lifecycle_policy.this)[*].policy)) == 1}",
            "A named policy is sent as a repository's own would be.",
          ],
        ],
      ),
      nothing_is_created: run({ repositories: { "team/api": { pull_principals: ["111122223333"] } }, create: false }, [
        [
          "${length(aws_ecr_repository.this) + length(aws_ecr_repository_policy.this) == 0}",
          "With create = false there is no resource.",
        ],
        [
          "${length(output.repository_arns) == 0 && output.registry_id == null}",
          "With create = false outputs are empty.",
        ],
      ]),
    }),
    refused: testFile(
      refusedRuns({}, [
        {
          title: "more tags together than either has",
          inputs: { repositories: { "team/api": { tags: numberedTags("Own", 26) } }, tags: numberedTags("All", 25) },
          rejectedBy: "var.repositories",
        },
        {
          title: "a key of another region",
          inputs: {
            repositories: { "team/api": { encryption_configuration: { encryption_type: "KMS", kms_key: KEY } } },
          },
          rejectedBy: "output.repository_arns",
        },
        ...refused.map(({ title: title, inputs: { name = "team/api", ...inputs } }) => ({
          title,
          inputs: { repositories: { [typeof name === "string" ? name : "team/api"]: inputs } },
          // Lifecycle rules are checked for all policies together, and not by the variable.
          rejectedBy: "lifecycle_policy" in inputs ? "output.repository_arns" : "var.repositories",
        })),
        {
          title: "a lifecycle policy that no name has",
          inputs: { lifecycle_policies: {}, repositories: { "team/api": { lifecycle_policy_name: "standard" } } },
          rejectedBy: "var.repositories",
        },
        {
          title: "a lifecycle policy by name and one of its own",
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

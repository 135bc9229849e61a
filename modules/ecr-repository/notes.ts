import { DEPENDS_ON_NOTE } from "../kit/data-sources";
import { LIFECYCLE_LIMITS } from "../../src/domain/lifecycle-policy/limits";

export const COSTS = "An empty repository costs nothing; images are paid for by their size.";

const { archivedDays, wildcards } = LIFECYCLE_LIMITS;

/** What AWS's keys of a lifecycle rule take. */
const LIFECYCLE_KEYS: readonly (readonly [key: string, takes: string])[] = [
  ["rulePriority", "a whole number, another for each rule; rules act in the order of their numbers"],
  ["description", "text, or left out"],
  ["selection.tagStatus", "`tagged`, `untagged` or `any`"],
  [
    "selection.tagPatternList",
    `with \`tagged\`, tags with up to ${wildcards} \`*\`, as \`["v*"]\`; or \`tagPrefixList\`, how they begin, as \`["v"]\``,
  ],
  [
    "selection.countType",
    "`imageCountMoreThan`, how many images stay; `sinceImagePushed`, their age; `sinceImagePulled`, the time since the last pull; `sinceImageTransitioned`, the time in the archive",
  ],
  ["selection.countUnit", "`days` with the counts `since...`, left out with `imageCountMoreThan`"],
  ["selection.countNumber", `a whole number; at least ${archivedDays} with \`sinceImageTransitioned\``],
  ["selection.storageClass", "`archive` with `sinceImageTransitioned`, left out with the other counts"],
  [
    "action.type",
    "`expire`, which deletes the image, or `transition`, which archives it; the latter alone with `sinceImagePulled`",
  ],
  ["action.targetStorageClass", "`archive` with `transition`, left out with `expire`"],
];

/** How the module differs from one that many come from, whose names stand first. */
const ELSEWHERE: readonly (readonly [there: string, here: string])[] = [
  ["`repository_name`", "`name`"],
  ["`repository_image_tag_mutability`", "`image_tag_mutability`"],
  ["`repository_image_scan_on_push`", "`scan_on_push`"],
  ["`repository_encryption_type`, `repository_kms_key`", "`encryption_configuration`"],
  ["`repository_force_delete`", '`force_delete`, not with `deletion_policy = "Retain"`'],
  [
    "`repository_lifecycle_policy`, `create_lifecycle_policy`",
    "`lifecycle_policy`, the text through `jsondecode`; null is none",
  ],
  ["`repository_read_access_arns`", "`pull_principals`, where account ids do as well"],
  ["`repository_read_write_access_arns`", "`push_principals`, who may pull too"],
  [
    "`repository_policy`, `repository_policy_statements`, `repository_lambda_read_access_arns`",
    "`repository_policy`, added to the principals; Lambda's statement is in the example [complete](examples/complete)",
  ],
  ["`create_repository = false`", "`create = false`"],
  [
    '`repository_type = "public"`, `registry_...`',
    "not here: write these resources beside the module, those of the registry once for an account and region",
  ],
  ["output `repository_registry_id`", "output `registry_id`"],
];

/** What Terraform does before AWS can refuse. */
const POLICIES_FIRST = [
  "Terraform deletes the policies first and then the repository. If the repository has images, AWS refuses, but by then pulls from other accounts",
  "have stopped.",
].join("\n");

/** The block of a call for one repository goes away with the call. */
const DROPPED_CALL = [
  "`prevent_destroy` goes away with the call. **If you remove the call, Terraform plans to delete the repository, `Retain` or not.**",
  POLICIES_FIRST,
  "",
  "If the call has `for_each` and you remove a key, the call stays, so Terraform refuses to destroy a retained repository. Use `for_each`, even with",
  "one key, or [ecr-repositories](../ecr-repositories), if a removed line must not delete a repository.",
].join("\n");

/** The blocks of a call for many repositories outlive each of them. */
export const DROPPED_ENTRY = [
  "If you remove a retained repository from the map, or change its `deletion_policy`, Terraform refuses the plan (`Instance cannot be destroyed`)",
  "and changes nothing. If you remove the whole call, nothing protects the repositories.",
  POLICIES_FIRST,
].join("\n");

/** How a repository is kept, and how that is changed. */
export const RETAINING = [
  "Terraform reads `prevent_destroy` before it knows the value of any variable, so no variable can set it. The module therefore has",
  "the repository twice, as `aws_ecr_repository.this` and, with `prevent_destroy`, as `aws_ecr_repository.retained`; `deletion_policy`",
  "chooses which of the two exists. Outputs are the same for both.",
  "",
  "To change the policy of a repository that is there, move it by a block beside the call. Otherwise Terraform would delete the one and",
  "create the other:",
  "",
  "```hcl",
  "moved {",
  "  from = module.api.aws_ecr_repository.this[0]",
  "  to   = module.api.aws_ecr_repository.retained[0]",
  "}",
  "```",
].join("\n");

const LETTING_GO = [
  "To let go of a repository and leave it in AWS, take its call out and put in its place:",
  "",
  "```hcl",
  "removed {",
  "  from = module.api",
  "",
  "  lifecycle {",
  "    destroy = false",
  "  }",
  "}",
  "```",
  "",
  'A `removed` block takes no key, such as `module.api["web"]`: move what has one to an address without, as [ecr-repositories](../ecr-repositories#deletion) shows.',
].join("\n");

/** What the README says beside its tables, by title. */
export const NOTES: Readonly<Record<string, string>> = {
  "Lifecycle rules": [
    "A rule has AWS's own keys, those of its [guide](https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html):",
    "",
    "| Key | Takes |",
    "| --- | --- |",
    ...LIFECYCLE_KEYS.map(([key, takes]) => `| \`${key}\` | ${takes} |`),
    "",
    "An image belongs to the first rule that selects it, and no later one acts on it. So a rule with `any` has the highest number of its storage",
    "class, and a rule that keeps more than there will ever be protects its tags from those after it. Several entries of one list are a",
    "condition together: an image needs a tag for each. Where one of them shall do, write a rule for each.",
    "",
    "The example [lifecycle-rules](examples/lifecycle-rules) has a rule of each kind. AWS providers up to 6.28.0 plan no change where only",
    "`storageClass` or `targetStorageClass` of a rule has changed: change its `countNumber` too, which they notice.",
  ].join("\n"),
  Deletion: [RETAINING, "", DROPPED_CALL, "", LETTING_GO].join("\n"),
  Principals: [
    "ECR refuses a policy that names an account, role or user which is not there. Put your own in place of those of",
    "the examples, and have what makes a role referred to, as in `push_principals = [aws_iam_role.build.arn]`, so that Terraform makes it first.",
    "",
    "Whoever is named needs `ecr:GetAuthorizationToken` by a policy of its own besides, and from another account also the actions of the pull or the push.",
    "An organisation, or a service such as Lambda, is no principal of these lists: write its statement in `repository_policy`.",
  ].join("\n"),
  Providers: [
    "The module has no provider block, so that it can be called with `count`, `for_each` and `depends_on`. Its provider says in which account and region",
    "the repository is. For another region pass another provider: `providers = { aws = aws.frankfurt }`.",
    "",
    DEPENDS_ON_NOTE,
  ].join("\n"),
  "Existing repositories": [
    "Terraform takes over what is there by `import` blocks beside the call, each policy by one of its own:",
    "",
    "```hcl",
    "import {",
    "  to = module.api.aws_ecr_repository.this[0]",
    '  id = "team/api"',
    "}",
    "",
    "import {",
    "  to = module.api.aws_ecr_lifecycle_policy.this[0]",
    '  id = "team/api"',
    "}",
    "```",
    "",
    "A repository with `Retain` is `aws_ecr_repository.retained[0]`, a repository policy `aws_ecr_repository_policy.this[0]`. Set the variables to",
    "what is there until the plan imports and changes nothing; another encryption would replace the repository. A policy that is not imported is",
    "overwritten.",
  ].join("\n"),
  "Coming from terraform-aws-modules/ecr": [
    "Version 2 of that module has its repository and both policies under the addresses that they have here. A call that keeps its name and gets the",
    "source and the variables of this module changes them in place; one with `Retain` needs the `moved` block of above.",
    "",
    "| There | Here |",
    "| --- | --- |",
    ...ELSEWHERE.map(([there, here]) => `| ${there} | ${here} |`),
    "",
    "That module writes a repository policy for the account itself where no ARNs are given, and the plan takes it away: an account's own roles need none.",
    "Its readers may also list and describe images, the principals here do what docker does: give the others a statement in `repository_policy`.",
  ].join("\n"),
  "Exclusion filters": [
    "Tags that the mutability does not apply to (`IMMUTABLE_WITH_EXCLUSION`) are not part of this module. Their block is known to AWS",
    "provider 6.8 and later only, and earlier ones refuse it even as a dynamic block that makes nothing, so that it would raise the",
    "module's floor for everybody. Repositories that need them can be declared in an environment.",
  ].join("\n"),
  "Values that are known after apply": [
    "Whether a policy exists must be known when Terraform plans. Write `repository_policy` with `jsonencode`, which Terraform knows not to be null, even",
    "where a part of it, such as the ARN of a role, is known after apply only. Of the principals, the number must be known, not their ARNs.",
  ].join("\n"),
};

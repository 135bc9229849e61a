export const COSTS = "An empty repository costs nothing; images are paid for by their size.";

/** What the README says beside its tables, by title. */
export const NOTES: Readonly<Record<string, string>> = {
  Deletion: [
    "Terraform reads `prevent_destroy` before it knows the value of any variable, so no variable can set it. The module therefore has",
    "the repository twice, as `aws_ecr_repository.this` and, with `prevent_destroy`, as `aws_ecr_repository.retained`; `deletion_policy`",
    "chooses which of the two exists. Outputs are the same for both.",
    "",
    "To change the policy of a repository that is there, move it in the state first. Otherwise Terraform would delete the one and",
    "create the other:",
    "",
    "```sh",
    "terraform state mv 'module.api.aws_ecr_repository.this[0]' 'module.api.aws_ecr_repository.retained[0]'",
    "```",
    "",
    "To let go of a repository and leave it in AWS, write a `removed` block for it with `destroy = false`.",
  ].join("\n"),
  Principals: [
    "ECR refuses a policy that names an account, role or user which is not there. Put your own in place of those of",
    "the examples, and have what makes a role referred to, as in `push_principals = [aws_iam_role.build.arn]`, so that Terraform makes it first.",
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

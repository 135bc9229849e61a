import { DROPPED_ENTRY, NOTES as REPOSITORY_NOTES, RETAINING } from "../ecr-repository/notes";

/** Of the example, a repository is retained. */
export const REMOVAL = `To remove it again, take the protection off the repository that it retains, and destroy:

\`\`\`sh
terraform state mv 'module.registry.aws_ecr_repository.retained["example/base"]' 'module.registry.aws_ecr_repository.this["example/base"]'
terraform destroy
\`\`\``;

/** Addresses of a single repository as those of one among many. */
function inRegistry(text: string): string {
  return text.replaceAll("module.api.", "module.registry.").replaceAll("[0]", '["team/api"]');
}

/** A `removed` block names no instance, so that it would be about all repositories. */
const LETTING_GO = `To let go of a repository and leave it in AWS, take it out of the map, and move it out of the module, since a \`removed\` block takes no key.
Each of its policies needs the same two blocks, or AWS loses it:

\`\`\`hcl
moved {
  from = module.registry.aws_ecr_repository.this["team/api"]
  to   = aws_ecr_repository.team_api
}

removed {
  from = aws_ecr_repository.team_api

  lifecycle {
    destroy = false
  }
}
\`\`\``;

/** What the README says beside its tables, by title. */
export const NOTES: Readonly<Record<string, string>> = {
  Settings: [
    "The settings of a repository are the variables of [ecr-repository](../ecr-repository), which describes each; its README has the keys of",
    "lifecycle rules too. What several repositories share is written once, and merged with what each has of its own:",
    "",
    "```hcl",
    "repositories = {",
    "  for name, own in local.repositories :",
    "  name => merge({ lifecycle_policy = local.keep_newest }, own)",
    "}",
    "```",
    "",
    "Terraform drops a setting that it does not know without an error, such as `deletionPolicy` in place of `deletion_policy`. The plan shows that it",
    "has gone: this repository would be `this`, not `retained`.",
  ].join("\n"),
  Deletion: `${inRegistry(RETAINING)}\n\n${DROPPED_ENTRY}\n\n${LETTING_GO}`,
  Principals: REPOSITORY_NOTES["Principals"] ?? "",
  Providers: (REPOSITORY_NOTES["Providers"] ?? "").replace("the repository is", "the repositories are"),
  "Existing repositories": inRegistry(REPOSITORY_NOTES["Existing repositories"] ?? ""),
  "Exclusion filters": REPOSITORY_NOTES["Exclusion filters"] ?? "",
  "Values that are known after apply": (REPOSITORY_NOTES["Values that are known after apply"] ?? "").replace(
    "Whether a policy exists must",
    "Which repositories there are, with which `deletion_policy`, and whether a policy exists must",
  ),
  "Many repositories": [
    "Policies get the names of their repositories through a local, which Terraform works out once. With `depends_on`, or with a reference to",
    "the repositories from each policy, the time and the memory to plan grow with the square of their number.",
    "",
    "A wrong name, tag or setting is reported with the repositories that have it. What is wrong in a policy is reported without them, since",
    "Terraform works out every message for every repository, and policies have most of the rules.",
  ].join("\n"),
};

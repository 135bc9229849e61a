import { NOTES as REPOSITORY_NOTES } from "../ecr-repository/module-notes";

/** Of the example, a repository is retained. */
export const REMOVAL = `To remove it again, take the protection off the repository that it retains, and destroy:

\`\`\`sh
terraform state mv 'module.registry.aws_ecr_repository.retained["example/base"]' 'module.registry.aws_ecr_repository.this["example/base"]'
terraform destroy
\`\`\``;

/** What the README says beside its tables, by title. */
export const NOTES: Readonly<Record<string, string>> = {
  Deletion: (REPOSITORY_NOTES["Deletion"] ?? "")
    .replaceAll("module.api.", "module.registry.")
    .replaceAll("[0]", '["team/api"]'),
  Principals: REPOSITORY_NOTES["Principals"] ?? "",
  "Exclusion filters": REPOSITORY_NOTES["Exclusion filters"] ?? "",
  "Many repositories": [
    "Policies get the names of their repositories through a local, which Terraform works out once. With `depends_on`, or with a reference to",
    "the repositories from each policy, the time and the memory to plan grow with the square of their number.",
    "",
    "A wrong name, tag or setting is reported with the repositories that have it. What is wrong in a policy is reported without them, since",
    "Terraform works out every message for every repository, and policies have most of the rules.",
  ].join("\n"),
};

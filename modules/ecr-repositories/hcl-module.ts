import { DataAwsService } from "@cdktf/provider-aws/lib/data-aws-service";
import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Token } from "cdktf";
import { TAG_RULES } from "../ecr-repository/validations";
import { SERVICE_COMMENT } from "../kit/data-sources";
import { type ModuleDefinition } from "../kit/module-definition";
import { type ModuleStack } from "../kit/module-stack";
import { lifecycleLengthCondition, repositoryPolicyPreconditions } from "../ecr-repository/preconditions";
import { REGISTRY_ID } from "../ecr-repository/outputs";
import { grants, POLICY_COMMENTS, renderedPolicy, renderedStatements } from "../ecr-repository/locals";
import { renderedRules, rulesWithoutNulls } from "../ecr-repository/lifecycle-policy-validations";
import { EXAMPLES, USAGE } from "./examples";
import { PLACE_CONDITIONS, REPOSITORIES_RULES } from "./validations";
import { moduleTests } from "./tests";
import { REPOSITORIES_DESCRIPTION, REPOSITORIES_TYPE } from "./variables";

/** The Terraform module `ecr-repositories`: many repositories from one map. */
export const ECR_REPOSITORIES_MODULE: ModuleDefinition = {
  name: "ecr-repositories",
  source: "modules/ecr-repositories",
  providers: ["aws"],
  build,
  sections: [
    { blocks: ["locals", "data.aws_service.ecr", "var.create", "var.tags"] },
    {
      title: "Repositories",
      blocks: [
        ...["aws_ecr_repository.this", "aws_ecr_repository.retained", "var.repositories"],
        ...["output.repository_arns", "output.repository_urls", "output.registry_id"],
      ],
    },
    { title: "Lifecycle policies", blocks: ["aws_ecr_lifecycle_policy.this"] },
    { title: "Repository policies", blocks: ["aws_ecr_repository_policy.this"] },
  ],
  comments: {
    locals:
      "What instances of a resource need of each other goes through locals: Terraform works out a local once, but what an\n" +
      "instance refers to directly once for each instance, so that planning time would grow with the square of their number.\n" +
      "And they are maps: an object's type names every repository, and a set is sorted anew for each instance.",
    "local.deletable": "Names alone, of those that may be deleted, and of those that may not.",
    "local.created": "All repositories, whichever of the two resources each is of.",
    "local.names": "A policy waits for all repositories by this, instead of referring to its own.",
    ...POLICY_COMMENTS,
    "local.lifecycle_policies": POLICY_COMMENTS["local.lifecycle_rules"] ?? "",
    "data.aws_service.ecr": SERVICE_COMMENT,
    "aws_ecr_repository.retained":
      "The same with prevent_destroy, which takes no variable: Terraform reads it before it knows any value.",
  },
  usage: USAGE,
  examples: EXAMPLES,
  tests: moduleTests(),
};

function build(stack: ModuleStack): void {
  stack.addVariable("create", {
    description: "Whether the module creates anything. Defaults to `true`.",
    type: "bool",
    default: true,
  });
  stack.addVariable("tags", {
    description:
      "Tags of every repository, on top of the provider's default tags; a repository's own come first. Keys have up to 128 characters, values up to 256. Defaults to none.",
    type: "map(string)",
    default: {},
    rules: TAG_RULES,
  });
  stack.addVariable("repositories", {
    description: REPOSITORIES_DESCRIPTION,
    type: REPOSITORIES_TYPE,
    rules: REPOSITORIES_RULES,
  });
  new DataAwsService(stack, "ecr", { serviceId: "ecr" });
  addLocals(stack);
  addRepositories(stack, "this", "local.deletable");
  addRepositories(stack, "retained", "local.retained");
  addPolicies(stack);
  addOutputs(stack);
}

const each = (name: string): string => `local.repositories[each.key].${name}`;

function addLocals(stack: ModuleStack): void {
  const named = (policy: string): string =>
    `tomap({ for name, repository in local.repositories : name => name if repository.deletion_policy == "${policy}" })`;
  const of = (name: string): string => `repository.${name}`;
  const hasPolicy = `repository.repository_policy != null || length(concat(${of("pull_principals")}, ${of("push_principals")})) > 0`;
  const locals = {
    repositories: "var.create ? var.repositories : {}",
    deletable: named("Delete"),
    retained: named("Retain"),
    created: "merge(aws_ecr_repository.this, aws_ecr_repository.retained)",
    names: "tomap({ for name, repository in local.created : name => repository.name })",
    lifecycle_rules_without_nulls: `{ for name, repository in local.repositories : name => ${rulesWithoutNulls("repository.lifecycle_policy")} if repository.lifecycle_policy != null }`,
    lifecycle_policies: `tomap({ for name, rules in local.lifecycle_rules_without_nulls : name => jsonencode({ rules = ${renderedRules("rules")} }) })`,
    grants: `{ for name, repository in local.repositories : name => ${grants(of)} if ${hasPolicy} }`,
    statements: `{ for name, grants in local.grants : name => ${renderedStatements("local.repositories[name].repository_policy", "grants")} }`,
    repository_policies: `tomap({ for name, statements in local.statements : name => ${renderedPolicy("local.repositories[name].repository_policy", "statements")} })`,
  };
  for (const [name, value] of Object.entries(locals)) stack.addLocal(name, value);
}

function addRepositories(stack: ModuleStack, id: "this" | "retained", names: string): void {
  const repositories = new EcrRepository(stack, `repository.${id}`, {
    name: "${each.key}",
    imageTagMutability: `\${${each("image_tag_mutability")}}`,
    forceDelete: id === "retained" ? undefined : Token.asAny(`\${${each("force_delete")}}`),
    imageScanningConfiguration: { scanOnPush: Token.asAny(`\${${each("scan_on_push")}}`) },
    encryptionConfiguration: [
      {
        encryptionType: `\${${each("encryption_configuration")}.encryption_type}`,
        kmsKey: `\${${each("encryption_configuration")}.kms_key}`,
      },
    ],
    tags: Token.asStringMap(`\${merge(var.tags, ${each("tags")})}`),
    lifecycle: id === "retained" ? { preventDestroy: true } : undefined,
  });
  repositories.overrideLogicalId(id);
  repositories.addOverride("for_each", `\${${names}}`);
}

function addPolicies(stack: ModuleStack): void {
  const lifecycle = new EcrLifecyclePolicy(stack, "lifecyclePolicy", {
    repository: "${local.names[each.key]}",
    policy: "${each.value}",
    lifecycle: { precondition: [lifecycleLengthCondition("each.value")] },
  });
  lifecycle.overrideLogicalId("this");
  lifecycle.addOverride("for_each", "${local.lifecycle_policies}");
  const policy = new EcrRepositoryPolicy(stack, "repositoryPolicy", {
    repository: "${local.names[each.key]}",
    policy: "${each.value}",
    lifecycle: { precondition: repositoryPolicyPreconditions("jsondecode(each.value).Statement", "each.value") },
  });
  policy.overrideLogicalId("this");
  policy.addOverride("for_each", "${local.repository_policies}");
}

function addOutputs(stack: ModuleStack): void {
  const by = (attribute: string): string =>
    `{ for name, repository in local.created : name => repository.${attribute} }`;
  stack.addModuleOutput("repository_arns", "ARN of each repository, by its name.", by("arn"), PLACE_CONDITIONS);
  stack.addModuleOutput(
    "repository_urls",
    "URL of each repository, as docker pushes and pulls it, by the repository's name.",
    by("repository_url"),
  );
  stack.addModuleOutput("registry_id", REGISTRY_ID, "try(values(local.created)[0].registry_id, null)");
}

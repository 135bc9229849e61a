import { DataAwsService } from "@cdktf/provider-aws/lib/data-aws-service";
import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Token } from "cdktf";
import { TAG_RULES } from "../ecr-repository/validations";
import { SERVICE_COMMENT } from "../kit/data-sources";
import { type ModuleDefinition } from "../kit/module-definition";
import { type ModuleStack } from "../kit/module-stack";
import { REGISTRY_ID } from "../ecr-repository/outputs";
import {
  LOCAL_COMMENTS,
  renderedLifecyclePolicy,
  renderedPolicy,
  rulesByPriority,
  rulesWithoutNulls,
  SHARED_LOCALS,
} from "../ecr-repository/locals";
import { grants, hasGrants, mergedPrincipals, mergedValues, renderedStatements } from "../ecr-repository/grants";
import { EXAMPLES, USAGE } from "./examples";
import { INVALID, OUTPUT_CONDITIONS, REPOSITORIES_RULES } from "./validations";
import { moduleTests } from "./tests";
import { LIFECYCLE_POLICIES_DESCRIPTION, REPOSITORIES_DESCRIPTION, REPOSITORIES_TYPE } from "./variables";
import { LIFECYCLE_POLICY_TYPE } from "../ecr-repository/lifecycle-policy-validations";

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
    { title: "Lifecycle policies", blocks: ["aws_ecr_lifecycle_policy.this", "var.lifecycle_policies"] },
    { title: "Repository policies", blocks: ["aws_ecr_repository_policy.this"] },
  ],
  comments: {
    locals:
      "Instances of a resource refer to each other through locals. Terraform evaluates a local once, but a direct reference once\n" +
      "for each instance. With direct references, plan time would grow quadratically with the number of instances. The locals are\n" +
      "maps because an object's type lists every repository, and a set is sorted again for each instance.",
    "local.created": "All repositories, from both resources.",
    "local.names":
      "Names of the repositories once they exist. Policies refer to this local instead of to each repository.",
    ...LOCAL_COMMENTS,
    "local.lifecycle_rules": "Rules by a label for messages. Each named policy is checked and rendered only once.",
    "local.labeled_rules":
      "The rules of all policies in one list, for the checks. `policy` has all rules of the rule's policy.",
    "local.lifecycle_rules_without_nulls": LOCAL_COMMENTS["local.lifecycle_rules"] ?? "",
    "local.lifecycle_rules_by_priority": LOCAL_COMMENTS["local.lifecycle_rules_by_priority"] ?? "",
    "local.invalid":
      "Repositories and rules that fail a check. The preconditions in outputs.tf share this local, which is evaluated only once.",
    "output.repository_arns":
      "The preconditions cover all repositories and policies. On a resource, they would be evaluated for each instance.",
    "data.aws_service.ecr": SERVICE_COMMENT,
    "aws_ecr_repository.retained":
      "The same, but with prevent_destroy. Variables cannot set prevent_destroy, so Retain needs a separate resource.",
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
      "Tags of every repository, in addition to the provider's default tags. A repository's own tags override them. Keys can have up to 128 characters, and values up to 256. Defaults to no tags.",
    type: "map(string)",
    default: {},
    rules: TAG_RULES,
  });
  stack.addVariable("repositories", {
    description: REPOSITORIES_DESCRIPTION,
    type: REPOSITORIES_TYPE,
    rules: REPOSITORIES_RULES,
  });
  stack.addVariable("lifecycle_policies", {
    description: LIFECYCLE_POLICIES_DESCRIPTION,
    type: `map(${LIFECYCLE_POLICY_TYPE})`,
    default: {},
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
  const hasPolicy = `repository.repository_policy != null || ${hasGrants(of)}`;
  const locals = {
    repositories: "var.create ? var.repositories : {}",
    deletable: named("Delete"),
    retained: named("Retain"),
    created: "merge(aws_ecr_repository.this, aws_ecr_repository.retained)",
    names: "tomap({ for name, repository in local.created : name => repository.name })",
    ...SHARED_LOCALS,
    lifecycle_rules:
      'merge({ for name, policy in var.lifecycle_policies : "policy ${name}" => policy.rules }, ' +
      '{ for name, repository in local.repositories : "repository ${name}" => repository.lifecycle_policy.rules if repository.lifecycle_policy != null })',
    labeled_rules:
      "flatten([for label, rules in local.lifecycle_rules : [for rule in rules : " +
      '{ label = "${label}, rule ${rule.rulePriority}", rulePriority = rule.rulePriority, selection = rule.selection, action = rule.action, policy = rules }]])',
    lifecycle_rules_without_nulls: `{ for label, rules in local.lifecycle_rules : label => ${rulesWithoutNulls("rules")} }`,
    lifecycle_rules_by_priority: `{ for label, rules in local.lifecycle_rules_without_nulls : label => ${rulesByPriority("rules")} }`,
    rendered_lifecycle_policies: `{ for label, rules in local.lifecycle_rules_by_priority : label => ${renderedLifecyclePolicy("rules")} }`,
    lifecycle_policy_labels:
      "{ for name, repository in local.repositories : name => repository.lifecycle_policy_name == null " +
      '? "repository ${name}" : "policy ${repository.lifecycle_policy_name}" ' +
      "if repository.lifecycle_policy != null || repository.lifecycle_policy_name != null }",
    lifecycle_policies:
      "tomap({ for name, label in local.lifecycle_policy_labels : name => local.rendered_lifecycle_policies[label] })",
    grants: `{ for name, repository in local.repositories : name => ${grants(of)} if ${hasPolicy} }`,
    grants_by_test: `{ for name, grants in local.grants : name => ${mergedValues("grants")} }`,
    merged_grants: `{ for name, grants in local.grants_by_test : name => ${mergedPrincipals("grants")} }`,
    statements: `{ for name, grants in local.merged_grants : name => ${renderedStatements("local.repositories[name].repository_policy", "grants")} }`,
    repository_policies: `tomap({ for name, statements in local.statements : name => ${renderedPolicy("local.repositories[name].repository_policy", "statements")} })`,
    invalid: INVALID,
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
  });
  lifecycle.overrideLogicalId("this");
  lifecycle.addOverride("for_each", "${local.lifecycle_policies}");
  const policy = new EcrRepositoryPolicy(stack, "repositoryPolicy", {
    repository: "${local.names[each.key]}",
    policy: "${each.value}",
  });
  policy.overrideLogicalId("this");
  policy.addOverride("for_each", "${local.repository_policies}");
}

function addOutputs(stack: ModuleStack): void {
  const by = (attribute: string): string =>
    `{ for name, repository in local.created : name => repository.${attribute} }`;
  stack.addModuleOutput("repository_arns", "ARN of each repository, by repository name.", by("arn"), OUTPUT_CONDITIONS);
  stack.addModuleOutput(
    "repository_urls",
    "URL of each repository for `docker push` and `docker pull`, by repository name.",
    by("repository_url"),
  );
  stack.addModuleOutput("registry_id", REGISTRY_ID, "try(values(local.created)[0].registry_id, null)");
}

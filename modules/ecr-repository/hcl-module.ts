import { DataAwsService } from "@cdktf/provider-aws/lib/data-aws-service";
import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Token } from "cdktf";
import { SERVICE_COMMENT } from "../kit/data-sources";
import { type ModuleDefinition } from "../kit/module-definition";
import { countIf, type ModuleStack } from "../kit/module-stack";
import { VARIABLES } from "./variables";
import { EXAMPLES, USAGE } from "./examples";
import { LIFECYCLE_LIMITS } from "../../src/domain/lifecycle-policy/limits";
import {
  ENCRYPTION_RULES,
  encryptionConditions,
  encryptionLocals,
  forceDeleteCondition,
  lengthCondition,
  LENGTH_LIMITS,
  policyConditions,
  repeatedSids,
} from "./preconditions";
import { REGISTRY_ID } from "./outputs";
import {
  LOCAL_COMMENTS,
  renderedLifecyclePolicy,
  renderedPolicy,
  rulesByPriority,
  rulesWithoutNulls,
  SHARED_LOCALS,
} from "./locals";
import { grants, hasGrants, mergedPrincipals, mergedValues, renderedStatements } from "./grants";
import { MODULE_RULES, moduleTests } from "./tests";

/** The Terraform module `ecr-repository`: the construct of this folder as an HCL module. */
export const ECR_REPOSITORY_MODULE: ModuleDefinition = {
  name: "ecr-repository",
  source: "modules/ecr-repository",
  providers: ["aws"],
  build,
  sections: [
    { blocks: ["locals", "data.aws_service.ecr", "var.create", "var.tags"] },
    {
      title: "Repository",
      blocks: [
        ...["aws_ecr_repository.this", "aws_ecr_repository.retained"],
        ...["name", "image_tag_mutability", "scan_on_push", "encryption_configuration"].map((it) => `var.${it}`),
        ...["var.deletion_policy", "var.force_delete"],
        ...["output.repository_name", "output.repository_arn", "output.repository_url", "output.registry_id"],
      ],
    },
    { title: "Lifecycle policy", blocks: ["aws_ecr_lifecycle_policy.this", "var.lifecycle_policy"] },
    {
      title: "Repository policy",
      blocks: [
        ...["aws_ecr_repository_policy.this", "var.pull_principals", "var.push_principals"],
        ...["var.pull_grants", "var.push_grants", "var.cached", "var.repository_policy"],
      ],
    },
  ],
  comments: {
    "local.repository": "The repository, from whichever of the two resources exists; null with create = false.",
    ...LOCAL_COMMENTS,
    [`local.${ENCRYPTION_RULES[0]?.local ?? ""}`]: "Preconditions of both resources.",
    "data.aws_service.ecr": SERVICE_COMMENT,
    "aws_ecr_repository.retained":
      "The same repository, but with prevent_destroy. Variables cannot set prevent_destroy, so Retain needs a separate resource.",
  },
  usage: USAGE,
  examples: EXAMPLES,
  tests: moduleTests(),
  readmeValues: { wildcards: LIFECYCLE_LIMITS.wildcards, "archived-days": LIFECYCLE_LIMITS.archivedDays },
};

const input = (name: string): string => `var.${name}`;

function build(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, MODULE_RULES);
  new DataAwsService(stack, "ecr", { serviceId: "ecr" });
  stack.addLocal("repository", "one(concat(aws_ecr_repository.this, aws_ecr_repository.retained))");
  stack.addLocals({ ...SHARED_LOCALS, ...encryptionLocals(input) });
  stack.addLocal("lifecycle_rules", rulesWithoutNulls("try(var.lifecycle_policy.rules, [])"));
  stack.addLocal("lifecycle_rules_by_priority", rulesByPriority("local.lifecycle_rules"));
  stack.addLocal("lifecycle_policy", renderedLifecyclePolicy("local.lifecycle_rules_by_priority"));
  stack.addLocal("grants", grants(input));
  stack.addLocal("grants_by_test", mergedValues("local.grants"));
  stack.addLocal("merged_grants", mergedPrincipals("local.grants_by_test"));
  stack.addLocal("statements", renderedStatements("var.repository_policy", "local.merged_grants"));
  stack.addLocal("repeated_sids", repeatedSids("local.statements"));
  stack.addLocal("repository_policy", renderedPolicy("var.repository_policy", "local.statements"));
  addRepository(stack, "Delete");
  addRepository(stack, "Retain");
  addPolicies(stack);
  addOutputs(stack);
}

function addRepository(stack: ModuleStack, deletionPolicy: "Delete" | "Retain"): void {
  const retained = deletionPolicy === "Retain";
  const id = retained ? "retained" : "this";
  new EcrRepository(stack, `repository.${id}`, {
    count: countIf(`var.deletion_policy == "${deletionPolicy}"`),
    name: "${var.name}",
    imageTagMutability: "${var.image_tag_mutability}",
    forceDelete: retained ? undefined : Token.asAny("${var.force_delete}"),
    imageScanningConfiguration: { scanOnPush: Token.asAny("${var.scan_on_push}") },
    encryptionConfiguration: [
      {
        encryptionType: "${var.encryption_configuration.encryption_type}",
        kmsKey: "${var.encryption_configuration.kms_key}",
      },
    ],
    tags: Token.asStringMap("${var.tags}"),
    lifecycle: {
      ...(retained ? { preventDestroy: true } : {}),
      precondition: [...(retained ? [forceDeleteCondition(input)] : []), ...encryptionConditions()],
    },
  });
}

function addPolicies(stack: ModuleStack): void {
  new EcrLifecyclePolicy(stack, "lifecyclePolicy.this", {
    count: countIf("var.lifecycle_policy != null"),
    repository: "${local.repository.name}",
    policy: "${local.lifecycle_policy}",
    lifecycle: { precondition: [lengthCondition("local.lifecycle_policy", LENGTH_LIMITS.lifecyclePolicy)] },
  });
  new EcrRepositoryPolicy(stack, "repositoryPolicy.this", {
    count: countIf(`(var.repository_policy != null || ${hasGrants(input)})`),
    repository: "${local.repository.name}",
    policy: "${local.repository_policy}",
    lifecycle: { precondition: policyConditions() },
  });
}

function addOutputs(stack: ModuleStack): void {
  const add = (name: string, description: string, attribute: string): void => {
    stack.addModuleOutput(name, description, `try(local.repository.${attribute}, null)`);
  };
  add("repository_name", "Name of the repository; null if `create` is false.", "name");
  add("repository_arn", "ARN of the repository; null if `create` is false.", "arn");
  add(
    "repository_url",
    "URL of the repository for `docker push` and `docker pull`; null if `create` is false.",
    "repository_url",
  );
  add("registry_id", REGISTRY_ID, "registry_id");
}

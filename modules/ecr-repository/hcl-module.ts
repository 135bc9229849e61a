import { DataAwsService } from "@cdktf/provider-aws/lib/data-aws-service";
import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Token } from "cdktf";
import { SERVICE_COMMENT } from "../kit/data-sources";
import { type ModuleDefinition } from "../kit/module-definition";
import { type ModuleStack } from "../kit/module-stack";
import { renderedRules, rulesWithoutNulls } from "./lifecycle-policy-validations";
import { addRepositoryVariables } from "./variables";
import { EXAMPLES, USAGE } from "./examples";
import {
  encryptionConditions,
  forceDeleteCondition,
  lifecycleLengthCondition,
  repositoryPolicyPreconditions,
} from "./preconditions";
import { LIFECYCLE_LIMITS } from "../../src/domain/lifecycle-policy/limits";
import { REGISTRY_ID } from "./outputs";
import { grants, POLICY_COMMENTS, renderedPolicy, renderedStatements } from "./locals";
import { moduleTests } from "./tests";

/** The Terraform module `ecr-repository`: the construct of this folder for those who write HCL. */
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
        ...["aws_ecr_repository_policy.this", "var.pull_principals", "var.push_principals", "var.repository_policy"],
      ],
    },
  ],
  comments: {
    "local.repository": "Whichever of the two resources there is; null with create = false.",
    ...POLICY_COMMENTS,
    "data.aws_service.ecr": SERVICE_COMMENT,
    "aws_ecr_repository.retained":
      "The same repository with prevent_destroy, which takes no variable: Terraform reads it before it knows any value.",
  },
  usage: USAGE,
  examples: EXAMPLES,
  tests: moduleTests(),
  readmeValues: { wildcards: LIFECYCLE_LIMITS.wildcards, "archived-days": LIFECYCLE_LIMITS.archivedDays },
};

const input = (name: string): string => `var.${name}`;

function build(stack: ModuleStack): void {
  addRepositoryVariables(stack);
  new DataAwsService(stack, "ecr", { serviceId: "ecr" });
  stack.addLocal("repository", "one(concat(aws_ecr_repository.this, aws_ecr_repository.retained))");
  stack.addLocal("lifecycle_rules_without_nulls", rulesWithoutNulls("var.lifecycle_policy"));
  stack.addLocal("lifecycle_rules", renderedRules("local.lifecycle_rules_without_nulls"));
  stack.addLocal("grants", grants(input));
  stack.addLocal("statements", renderedStatements("var.repository_policy", "local.grants"));
  stack.addLocal("repository_policy", renderedPolicy("var.repository_policy", "local.statements"));
  addRepository(stack, "Delete");
  addRepository(stack, "Retain");
  addPolicies(stack);
  addOutputs(stack);
}

function addRepository(stack: ModuleStack, deletionPolicy: "Delete" | "Retain"): void {
  const retained = deletionPolicy === "Retain";
  const id = retained ? "retained" : "this";
  const repository = new EcrRepository(stack, `repository.${id}`, {
    count: Token.asNumber(`\${var.create && var.deletion_policy == "${deletionPolicy}" ? 1 : 0}`),
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
      precondition: [...(retained ? [forceDeleteCondition(input)] : []), ...encryptionConditions(input)],
    },
  });
  repository.overrideLogicalId(id);
}

function addPolicies(stack: ModuleStack): void {
  const lifecycle = new EcrLifecyclePolicy(stack, "lifecyclePolicy", {
    count: Token.asNumber("${var.create && var.lifecycle_policy != null ? 1 : 0}"),
    repository: "${local.repository.name}",
    policy: "${jsonencode({ rules = local.lifecycle_rules })}",
    lifecycle: {
      precondition: [lifecycleLengthCondition("jsonencode({ rules = local.lifecycle_rules })")],
    },
  });
  lifecycle.overrideLogicalId("this");
  const policy = new EcrRepositoryPolicy(stack, "repositoryPolicy", {
    count: Token.asNumber(
      "${var.create && (var.repository_policy != null || length(concat(var.pull_principals, var.push_principals)) > 0) ? 1 : 0}",
    ),
    repository: "${local.repository.name}",
    policy: "${local.repository_policy}",
    lifecycle: { precondition: repositoryPolicyPreconditions("local.statements", "local.repository_policy") },
  });
  policy.overrideLogicalId("this");
}

function addOutputs(stack: ModuleStack): void {
  const add = (name: string, description: string, attribute: string): void => {
    stack.addModuleOutput(name, description, `try(local.repository.${attribute}, null)`);
  };
  add("repository_name", "Name of the repository; null where the module creates nothing.", "name");
  add("repository_arn", "ARN of the repository; null where the module creates nothing.", "arn");
  add(
    "repository_url",
    "URL of the repository, as docker pushes and pulls it; null where there is none.",
    "repository_url",
  );
  add("registry_id", REGISTRY_ID, "registry_id");
}

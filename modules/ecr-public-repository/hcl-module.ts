import { DataAwsService } from "@cdktf/provider-aws/lib/data-aws-service";
import { EcrpublicRepository } from "@cdktf/provider-aws/lib/ecrpublic-repository";
import { EcrpublicRepositoryPolicy } from "@cdktf/provider-aws/lib/ecrpublic-repository-policy";
import { Token } from "cdktf";
import { PUBLIC_PUSH_ACTIONS } from "../../src/domain/public-repositories/actions";
import { PUBLIC_LOGIN_COMMAND, type PublicDeletionPolicy } from "../../src/domain/public-repositories/settings";
import { renderedPolicy } from "../ecr-repository/locals";
import { forceDeleteCondition, policyConditions, repeatedSids } from "../ecr-repository/preconditions";
import { statements } from "../ecr-repository/repository-policy-validations";
import { SERVICE_COMMENT } from "../kit/data-sources";
import { type ModuleDefinition } from "../kit/module-definition";
import { countIf, type ModuleStack } from "../kit/module-stack";
import { hclList } from "../kit/validation";
import { EXAMPLES, USAGE } from "./examples";
import { moduleTests } from "./tests";
import { PUBLIC_REPOSITORY_RULES, regionCondition } from "./validations";
import { VARIABLES } from "./variables";

const REPOSITORY = "aws_ecrpublic_repository";
const POLICY = "aws_ecrpublic_repository_policy";

/** The Terraform module `ecr-public-repository`: the construct of this folder as an HCL module. */
export const ECR_PUBLIC_REPOSITORY_MODULE: ModuleDefinition = {
  name: "ecr-public-repository",
  source: "modules/ecr-public-repository",
  providers: ["aws"],
  build,
  sections: [
    { blocks: ["locals", "data.aws_service.ecr", "var.create", "var.tags"] },
    {
      title: "Repository",
      blocks: [
        ...[`${REPOSITORY}.this`, `${REPOSITORY}.retained`, "var.name", "var.catalog", "var.deletion_policy"],
        ...["var.force_delete", "output.repository_name", "output.repository_arn", "output.repository_uri"],
        ...["output.registry_id", "output.docker_login_command"],
      ],
    },
    {
      title: "Repository policy",
      blocks: [`${POLICY}.this`, "var.push_principals", "var.repository_policy"],
    },
  ],
  comments: {
    "local.repository": "The repository, from whichever of the two resources exists; null with create = false.",
    "local.statements": "The statements of repository_policy, followed by the one for push_principals.",
    "data.aws_service.ecr": SERVICE_COMMENT,
    [`${REPOSITORY}.retained`]:
      "The same repository, but with prevent_destroy. Variables cannot set prevent_destroy, so Retain needs a separate resource.",
  },
  usage: USAGE,
  examples: EXAMPLES,
  tests: moduleTests(),
};

const ROOT_ARNS = '[for name in var.push_principals : length(name) == 12 ? "arn:aws:iam::${name}:root" : name]';
const PUSH = `[for names in [${ROOT_ARNS}] : { Sid = "AllowPush", Effect = "Allow", Principal = { AWS = names }, Action = ${hclList(PUBLIC_PUSH_ACTIONS)} } if length(names) > 0]`;

function build(stack: ModuleStack): void {
  stack.addVariables(VARIABLES, PUBLIC_REPOSITORY_RULES);
  new DataAwsService(stack, "ecr", { serviceId: "ecr" });
  stack.addLocal("repository", `one(concat(${REPOSITORY}.this, ${REPOSITORY}.retained))`);
  stack.addLocal("statements", `concat(${statements("var.repository_policy")}, ${PUSH})`);
  stack.addLocal("repeated_sids", repeatedSids("local.statements"));
  stack.addLocal("repository_policy", renderedPolicy("var.repository_policy", "local.statements"));
  addRepository(stack, "Delete");
  addRepository(stack, "Retain");
  addPolicy(stack);
  addOutputs(stack);
}

function addRepository(stack: ModuleStack, deletionPolicy: PublicDeletionPolicy): void {
  const retained = deletionPolicy === "Retain";
  const id = retained ? "retained" : "this";
  const repository = new EcrpublicRepository(stack, `repository.${id}`, {
    count: countIf(`var.deletion_policy == "${deletionPolicy}"`),
    repositoryName: "${var.name}",
    forceDestroy: retained ? undefined : Token.asAny("${var.force_delete}"),
    tags: Token.asStringMap("${var.tags}"),
    lifecycle: {
      ...(retained ? { preventDestroy: true } : {}),
      precondition: [regionCondition(), ...(retained ? [forceDeleteCondition((name) => `var.${name}`)] : [])],
    },
  });
  const value = (field: string): string => `\${catalog_data.value.${field}}`;
  repository.addOverride("dynamic.catalog_data", {
    for_each: "${var.catalog[*]}",
    content: {
      description: value("description"),
      about_text: value("about"),
      usage_text: value("usage"),
      architectures: value("architectures"),
      operating_systems: value("operating_systems"),
      logo_image_blob: value("logo_image_blob"),
    },
  });
}

function addPolicy(stack: ModuleStack): void {
  new EcrpublicRepositoryPolicy(stack, "policy.this", {
    count: countIf("(var.repository_policy != null || length(var.push_principals) > 0)"),
    repositoryName: "${local.repository.repository_name}",
    policy: "${local.repository_policy}",
    lifecycle: { precondition: policyConditions() },
  });
}

function addOutputs(stack: ModuleStack): void {
  const add = (name: string, description: string, attribute: string): void => {
    const text = `${description}; null if \`create\` is false.`;
    stack.addModuleOutput(name, text, `try(local.repository.${attribute}, null)`);
  };
  add("repository_name", "Name of the repository", "repository_name");
  add("repository_arn", "ARN of the repository", "arn");
  add("repository_uri", "URI of the repository for `docker push` and `docker pull`", "repository_uri");
  add("registry_id", "Account ID of the registry", "registry_id");
  stack.addModuleOutput(
    "docker_login_command",
    "Shell command that logs Docker in to the public registry for 12 hours. Only pushes require a login.",
    JSON.stringify(PUBLIC_LOGIN_COMMAND),
  );
}

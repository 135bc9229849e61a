import { type Environment } from "../../model/environment";
import { printFiles, type PrintedBlock } from "../../hcl/print-files";
import { elementShapes } from "../../hcl/element-shapes";
import { terraformShape } from "../../hcl/grammar";
import { terraformName } from "../../domain/terraform/terraform-name";
import { GUARD_COMMENTS } from "../../domain/repository/retention";
import { LOCAL_COMMENTS, OUTPUT_COMMENTS } from "../../model/stack-locals";
import { readingOrder, STACK_SECTIONS } from "./stack-file-layout";
import { synthesizedStacks, type SynthesizedJson } from "../support/synthesis/synthesized-stacks";
import { GENERATED_BY, type Tree } from "../support/tree";

/** Path of the project's folder, relative to `terraform/environments/<environment>/<stack>`, where Terraform runs a stack. */
const PROJECT_FOLDER = "../../../..";

/**
 * The stacks of an environment as HCL texts, by `<stack>/<file>`.
 * @param source the environment's folder, relative to the project
 */
export function environmentTree(environment: Environment, source = `environments/${environment.name}`): Tree {
  const stacks = synthesizedStacks(environment, PROJECT_FOLDER);
  return new Map(stacks.flatMap((synthesized) => [...stackFiles(synthesized, { environment, source })]));
}

function stackFiles(
  { stack, json }: SynthesizedJson,
  { environment, source }: { readonly environment: Environment; readonly source: string },
): Tree {
  const folder = stack.node.id.slice(environment.name.length + 1);
  const files = printFiles(json, {
    shape: terraformShape(elementShapes(stack)),
    sections: STACK_SECTIONS,
    compare: readingOrder,
    comment: descriptions(environment),
    header: `${GENERATED_BY} from ${source}; edit there, not here.`,
  });
  return new Map([...files].map(([file, text]) => [`${folder}/${file}`, text]));
}

/** Comments above blocks: descriptions of repositories, for which ECR has no field, and the purpose of guards and locals. */
function descriptions({ repositories }: Environment): (block: PrintedBlock) => string | undefined {
  const byAddress = new Map(
    repositories.map(({ repositoryName, description }) => [
      `aws_ecr_repository.${terraformName(repositoryName)}`,
      description,
    ]),
  );
  const fixed: Readonly<Record<string, string>> = { ...GUARD_COMMENTS, ...LOCAL_COMMENTS, ...OUTPUT_COMMENTS };
  return ({ address }) => byAddress.get(address) ?? fixed[address];
}

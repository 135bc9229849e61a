import { type Command } from "commander";
import { type OperatorIdentity } from "../domain/operator/instructions";
import { operatorIdentity } from "../model/operator-identity";
import { environmentArgument } from "./support/known-environment";
import { outputOption } from "./support/output-option";

/** `ecr operator ENV`: how the operator gets its role where Terraform leaves the cluster alone. */
export function registerOperator(program: Command, root: string): void {
  program
    .command("operator")
    .description("print how the operator takes up its role: the kubectl lines and the Helm values")
    .addArgument(environmentArgument(root, "environment of the operator"))
    .addOption(outputOption(["text", "json", "helm"]))
    .addHelpText("after", "\nExample:\n  npm run -s ecr -- operator dev -o helm > values.yaml")
    .action((name: string, { output }: { output: string }) => {
      const { requireEnvironment } = require("./support/environments") as typeof import("./support/environments");
      const environment = requireEnvironment(root, name);
      const { operator } = environment;
      if (operator === undefined)
        throw new Error(`${name} has no operator; its environment.yaml describes one under "operator:"`);
      process.stdout.write(textOf(operatorIdentity(environment, operator), output));
    });
}

function textOf(identity: OperatorIdentity, output: string): string {
  const { annotateCommand, helmValues, restartCommand } =
    require("../domain/operator/instructions") as typeof import("../domain/operator/instructions");
  const helm = helmValues(identity);
  const annotate = annotateCommand(identity);
  const restart = restartCommand(identity);
  if (output === "helm") return helm;
  if (output === "json")
    return `${JSON.stringify({ ...identity, annotate, restart, helmValues: helm }, undefined, 2)}\n`;
  return [
    `Role: ${identity.roleArn}`,
    "",
    "Installed from manifests: annotate its ServiceAccount, then let its pods start anew (those that run keep the old role):",
    `  ${annotate}`,
    `  ${restart}`,
    "",
    "Installed by Helm: these values (-o helm prints them alone):",
    ...helm
      .trimEnd()
      .split("\n")
      .map((line) => `  ${line}`),
    "",
  ].join("\n");
}

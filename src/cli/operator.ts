import { type Command } from "commander";
import { type OperatorIdentity } from "../domain/operator/instructions";
import { usesIrsa } from "../domain/operator/clusters";
import { clusterContexts, operatorIdentity } from "../model/operator-identity";
import { environmentArgument, outputOption } from "./support/arguments";
import { jsonText } from "./support/write";

/** Adds `ecr operator`, for clusters in which Terraform does not manage the operator's ServiceAccount. */
export function registerOperator(program: Command, root: string): void {
  program
    .command("operator")
    .description("print the kubectl commands and Helm values that assign the IAM role to the operator")
    .addArgument(environmentArgument(root, "environment of the operator"))
    .addOption(outputOption(["text", "json", "helm"]))
    .addHelpText("after", "\nExample:\n  npx ecr operator dev -o helm > values.yaml")
    .action((name: string, { output }: { output: string }) => {
      const { requireOwnRegion } = require("./support/environments") as typeof import("./support/environments");
      const { environment } = requireOwnRegion(root, name);
      const { operator } = environment;
      if (operator === undefined)
        throw new Error(`${name} does not have an operator. Declare one under "operator:" in its environment.yaml`);
      const contexts = clusterContexts(environment);
      const byPodIdentity = new Set(environment.clusters.filter((it) => !usesIrsa(it)).map(({ key }) => key));
      const identity = operatorIdentity(environment, operator);
      process.stdout.write(textOf(identity, { contexts, byPodIdentity }, output));
    });
}

interface OperatorClusters {
  /** Kubeconfig contexts by the keys of the clusters. */
  readonly contexts: ReadonlyMap<string, string | undefined>;
  /** Keys of the clusters whose ServiceAccounts need no annotation. */
  readonly byPodIdentity: ReadonlySet<string>;
}

function textOf(identity: OperatorIdentity, { contexts, byPodIdentity }: OperatorClusters, output: string): string {
  const { annotateCommand, helmValues, inContext, restartCommand } =
    require("../domain/operator/instructions") as typeof import("../domain/operator/instructions");
  const { INSTALL_PRESETS } =
    require("../domain/operator/install-presets") as typeof import("../domain/operator/install-presets");
  const helm = helmValues(identity);
  const annotate = annotateCommand(identity);
  const restart = restartCommand(identity);
  if (output === "helm") return helm;
  const { annotated = true, ...shown } = identity;
  if (output === "json") {
    const commands = annotated ? { annotate, restart } : { restart };
    return jsonText({ ...shown, ...commands, helmValues: helm });
  }
  const byManifests = [
    annotated
      ? "If you installed the operator from manifests, annotate the ServiceAccount, then restart the pods (running pods keep the old role):"
      : "If you installed the operator from manifests, restart the pods once the association exists (EKS Pod Identity does not need an annotation):",
    ...[...contexts].flatMap(([cluster, context]) => [
      ...(contexts.size > 1 ? [`  # ${cluster}`] : []),
      ...(byPodIdentity.has(cluster) ? [restart] : [annotate, restart]).map(
        (command) => `  ${inContext(command, context)}`,
      ),
    ]),
  ];
  const byHelm = [
    "If you installed the operator with Helm, use these values (-o helm prints only these):",
    ...helm
      .trimEnd()
      .split("\n")
      .map((line) => `  ${line}`),
  ];
  const isHelm = identity.serviceAccount === INSTALL_PRESETS.helm.serviceAccount;
  const ways = isHelm ? [byHelm, byManifests] : [byManifests, byHelm];
  return [`Role: ${identity.roleArn}`, ...ways.flatMap((way) => ["", ...way]), ""].join("\n");
}

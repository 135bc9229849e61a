import { type Environment } from "../model/environment";
import { emulated, lookedUpIssuers } from "../model/emulated";
import { stackKinds } from "../model/stack-kinds";
import { annotateCommand } from "../domain/operator/instructions";
import { operatorIdentity } from "../model/operator-identity";

/** The parts of an environment that the emulator needs for its deployment. */
export function localPlan(written: Environment) {
  const { environment, leftOut } = emulated(written);
  const { name, location, state, clusters } = environment;
  const bucket = state.kind === "backend" && state.name === "s3" ? state.settings["bucket"] : undefined;
  return {
    environment: name,
    account: location.account,
    region: location.region,
    stateBucket: typeof bucket === "string" ? bucket : undefined,
    // These and what is looked up must exist before the deployment.
    eksClusters: clusters.flatMap((cluster) => ("eks" in cluster ? cluster.eks : [])),
    lookedUp: lookedUpIssuers(environment),
    // Not deployed to the emulator, or differently: `2 cache rules`.
    leftOut,
    stacks: stackKinds(environment).map((kind) => `${name}-${kind}`),
    annotateLine: annotateLine(environment),
  };
}

export type LocalPlan = ReturnType<typeof localPlan>;

function annotateLine(environment: Environment): string | undefined {
  const { operator } = environment;
  if (operator?.serviceAccountMode !== "none") return undefined;
  return annotateCommand(operatorIdentity(environment, operator));
}

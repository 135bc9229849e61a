import { isDeepStrictEqual } from "node:util";
import { type Environment } from "../../model/environment";
import { stateIdentities } from "../../model/state-identity";
import { environmentFinding, type Finding } from "./finding";

/** What changes about an environment as a whole: where its repositories and its state are, and its common settings. */
export function environmentFindings(before: Environment, after: Environment): Finding[] {
  return [...placeFindings(before, after), ...stateFindings(before, after), ...commonFindings(before, after)];
}

/** Whether the repositories of two environments, or of one after a change, are in different registries. */
export function isMoved(before: Environment, after: Environment): boolean {
  return before.location.account !== after.location.account || before.location.region !== after.location.region;
}

function placeFindings(before: Environment, after: Environment): Finding[] {
  if (!isMoved(before, after)) return [];
  const text = ({ location: { account, region } }: Environment): string => `account ${account}, ${region}`;
  const message = `the environment moves from ${text(before)} to ${text(after)}`;
  const advice =
    "Terraform creates everything again in the new account and region. Depending on the version of the AWS provider, the existing resources are deleted, or stay in AWS, but no state contains them. Read the plan.";
  return [environmentFinding("environment-moved", message, [advice])];
}

function stateFindings(before: Environment, after: Environment): Finding[] {
  const old = stateIdentities(before);
  const moved = [...stateIdentities(after)].filter(([stack, place]) => (old.get(stack) ?? place) !== place);
  if (moved.length === 0) return [];
  const message = `the ${moved.length === 1 ? "state" : "states"} of ${moved.map(([stack]) => `${after.name}-${stack}`).join(", ")} ${moved.length === 1 ? "moves" : "move"}`;
  const advice =
    "Move the state before the deployment (docs/deploy.md). Otherwise, Terraform tries to create everything again.";
  return [environmentFinding("environment-moved", message, [advice])];
}

const COMMON = ["tags", "provider"] as const satisfies readonly (keyof Environment)[];

function commonFindings(before: Environment, after: Environment): Finding[] {
  const changed = COMMON.filter((key) => !isDeepStrictEqual(before[key], after[key]));
  if (changed.length === 0) return [];
  const verb = changed.length === 1 && changed[0] === "provider" ? "changes" : "change";
  return [environmentFinding("setting-changed", `the environment's ${changed.join(" and ")} ${verb}`)];
}

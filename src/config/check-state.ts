import { parseArn, partitionOf } from "../domain/aws/arn";
import { didYouMean } from "../domain/text/suggestions";
import { checkRegion } from "../domain/aws/region";
import { error, oneOf, quoteValue, type Problem } from "../domain/problems/problem";
import { type BackendArguments, type Environment } from "../model/environment";
import { stateIdentities } from "../model/state-identity";
import { BACKENDS, type BackendName } from "./schema/state-schema";

/** Everything that would keep Terraform from an environment's states, or two stacks from each other's; paths lead into `state`. */
export function checkState(environment: Environment): Problem[] {
  const { state } = environment;
  if (state.kind === "cloud") return [];
  return [
    ...checkKeys(environment),
    ...(state.name === "s3" ? checkS3(state.settings, environment.location.region) : []),
  ];
}

/** States that two stacks of one environment would write over, and placeholders that nothing fills. */
function checkKeys(environment: Environment): Problem[] {
  const { state } = environment;
  if (state.kind === "cloud") return [];
  const backend = state.name as BackendName;
  const { distinguishes } = BACKENDS[backend];
  const at = [backend, distinguishes];
  const given = state.settings[distinguishes];
  const unknown =
    typeof given === "string" ? given.match(/\{[^{}]*\}/g)?.find((text) => !PLACEHOLDERS.includes(text)) : undefined;
  if (unknown !== undefined) {
    const message = `found ${unknown}, which nothing fills; ${oneOf(PLACEHOLDERS, "and")} are filled in.${didYouMean(unknown, PLACEHOLDERS)}`;
    return [error("state/placeholder", at, message)];
  }
  const identities = stateIdentities(environment);
  if (new Set(identities.values()).size === identities.size) return [];
  const stacks = oneOf([...identities.keys()], "and");
  return [error("state/shared", at, `the stacks ${stacks} would share one state; let ${distinguishes} hold {stack}`)];
}

const PLACEHOLDERS = ["{project}", "{environment}", "{stack}"];

/** A key that S3 can not use, and a role that cannot reach the bucket: neither is found out before Terraform has started. */
function checkS3({ region, encrypt, kms_key_id: key, assume_role: assumed }: BackendArguments, own: string): Problem[] {
  if (typeof region !== "string") return [];
  // The environment's own region is checked where it is written.
  const problems = region === own ? [] : checkRegion(region, "state/region", ["s3", "region"]);
  if (typeof key === "string") {
    const arn = parseArn(key);
    if (arn !== undefined && (arn.region !== region || arn.partition !== partitionOf(region))) {
      const message = `found ${quoteValue(key)}, and the bucket is in ${region}; S3 takes keys of the bucket's region only, arn:${partitionOf(region)}:kms:${region}:<account>:key/<id>`;
      problems.push(error("state/kms-region", ["s3", "kmsKeyId"], message));
    }
    if (encrypt === false) {
      const message = `false with kmsKeyId, so the key would not be used; take one of them out`;
      problems.push(error("state/not-encrypted", ["s3", "encrypt"], message));
    }
  }
  const role = typeof assumed === "object" && "role_arn" in assumed ? assumed["role_arn"] : undefined;
  const partition = typeof role === "string" ? parseArn(role)?.partition : undefined;
  if (partition !== undefined && partition !== partitionOf(region)) {
    const message = `found a role of partition ${partition}, and the bucket's region ${region} is in ${partitionOf(region)}; name a role there`;
    problems.push(error("state/role-partition", ["s3", "roleArn"], message));
  }
  return problems;
}

import { parseArn, partitionOf } from "../domain/aws/arn";
import { didYouMean } from "../domain/text/suggestions";
import { checkRegion } from "../domain/aws/region";
import { error, oneOf, quoteValue, type Problem } from "../domain/problems/problem";
import { type BackendArguments, type Environment } from "../model/environment";
import { stateIdentities } from "../model/state-identity";
import { BACKENDS, type BackendName } from "./default-state-keys";

/** Checks that Terraform can use the states, and that each stack has its own. Paths are relative to `state`. */
export function checkState(environment: Environment): Problem[] {
  const { state } = environment;
  if (state.kind === "cloud") return [];
  return [
    ...checkKeys(environment),
    ...(state.name === "s3" ? checkS3(state.settings, environment.location.region) : []),
  ];
}

/** Reports stacks with the same state, and unknown placeholders. */
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
    const hint = didYouMean(unknown, PLACEHOLDERS);
    const message = `expected a placeholder ${oneOf(PLACEHOLDERS)}, found ${unknown}${hint && `.${hint}`}`;
    return [error("state/placeholder", at, message)];
  }
  const identities = stateIdentities(environment);
  if (new Set(identities.values()).size === identities.size) return [];
  const stacks = oneOf([...identities.keys()], "and");
  const message = `expected {stack} in the value, found ${quoteValue(given)}. Without {stack}, the stacks ${stacks} would share a state`;
  return [error("state/shared", at, message)];
}

const PLACEHOLDERS = ["{project}", "{environment}", "{stack}"];

/**
 * Reports a key that S3 cannot use and a role that cannot reach the bucket. Terraform would report them only when it
 * starts.
 */
function checkS3({ region, encrypt, kms_key_id: key, assume_role: assumed }: BackendArguments, own: string): Problem[] {
  if (typeof region !== "string") return [];
  // The environment's own region is checked where it is written.
  const problems = region === own ? [] : checkRegion(region, "state/region", ["s3", "region"]);
  if (typeof key === "string") {
    const arn = parseArn(key);
    if (arn !== undefined && (arn.region !== region || arn.partition !== partitionOf(region))) {
      const message = `expected a key in the bucket's region (arn:${partitionOf(region)}:kms:${region}:<account>:key/<id>), found ${quoteValue(key)}`;
      problems.push(error("state/kms-region", ["s3", "kmsKeyId"], message));
    }
    if (encrypt === false) {
      const message = `expected true with kmsKeyId, found false, so the key would not be used. Remove encrypt or kmsKeyId`;
      problems.push(error("state/not-encrypted", ["s3", "encrypt"], message));
    }
  }
  const role = typeof assumed === "object" && "role_arn" in assumed ? assumed["role_arn"] : undefined;
  const partition = typeof role === "string" ? parseArn(role)?.partition : undefined;
  if (partition !== undefined && partition !== partitionOf(region)) {
    const message = `expected a role in ${partitionOf(region)}, the partition of the bucket's region ${region}, found one in ${partition}`;
    problems.push(error("state/role-partition", ["s3", "roleArn"], message));
  }
  return problems;
}

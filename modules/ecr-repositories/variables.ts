import { GRANTS_TYPE } from "../ecr-repository/grants";
import { ENCRYPTION_TYPE } from "../ecr-repository/variables";
import { REPOSITORY_DEFAULTS } from "../../src/domain/repository/settings";
import { LIFECYCLE_POLICY_TYPE } from "../ecr-repository/lifecycle-policy-validations";

const { deletionPolicy, forceDelete, imageTagMutability, scanOnPush } = REPOSITORY_DEFAULTS;

/** Type of the map of repositories: all settings of `ecr-repository`, each with its default. */
export const REPOSITORIES_TYPE = `map(object({
  image_tag_mutability     = optional(string, "${imageTagMutability}")
  scan_on_push             = optional(bool, ${scanOnPush})
  encryption_configuration = optional(${ENCRYPTION_TYPE}, {})
  deletion_policy          = optional(string, "${deletionPolicy}")
  force_delete             = optional(bool, ${forceDelete})
  lifecycle_policy_name    = optional(string)
  lifecycle_policy         = optional(${LIFECYCLE_POLICY_TYPE})
  pull_principals          = optional(list(string), [])
  push_principals          = optional(list(string), [])
  pull_grants              = optional(${GRANTS_TYPE}, [])
  push_grants              = optional(${GRANTS_TYPE}, [])
  cached                   = optional(bool, false)
  repository_policy        = optional(string)
  tags                     = optional(map(string), {})
}))`;

export const REPOSITORIES_DESCRIPTION =
  "The repositories by name (2 to 256 characters). Every setting is optional: `{}` creates a repository with immutable tags, scan on push and no policies. `lifecycle_policy_name` is a key of `lifecycle_policies`; `lifecycle_policy` is a policy for only this repository. The README of the module ecr-repository describes the other settings.";

export const LIFECYCLE_POLICIES_DESCRIPTION =
  "Lifecycle policies by name, which repositories share through `lifecycle_policy_name`. Each has 1 to 50 rules with the same keys as in AWS's JSON format. Defaults to no policies.";

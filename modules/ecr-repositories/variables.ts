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
  lifecycle_policy         = optional(${LIFECYCLE_POLICY_TYPE})
  pull_principals          = optional(list(string), [])
  push_principals          = optional(list(string), [])
  repository_policy        = optional(string)
  tags                     = optional(map(string), {})
}))`;

export const REPOSITORIES_DESCRIPTION =
  "The repositories by their names, of 2 to 256 characters. Every setting may be left out: `{}` is a repository with immutable tags that are scanned on push, and without policies. The settings are those of the module ecr-repository, whose README describes each.";

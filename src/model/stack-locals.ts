/** Names of the locals of a registry stack, apart from those of the guards. */
export const LIFECYCLE_POLICIES_LOCAL = "lifecycle_policies";
export const REPOSITORIES_LOCAL = "repositories";
export const REGISTRY_HOST_LOCAL = "registry_host";

/** What a reviewer needs to know about them, by address. */
export const LOCAL_COMMENTS: Readonly<Record<string, string>> = {
  [`local.${LIFECYCLE_POLICIES_LOCAL}`]:
    "Lifecycle policies by their name in environment.yaml. A change applies to every repository that refers to the policy.",
  [`local.${REGISTRY_HOST_LOCAL}`]:
    "Account and region from environment.yaml, the same as the provider's. A repository's registry_id is not available if there are no repositories.",
  [`local.${REPOSITORIES_LOCAL}`]: "All repositories, for the outputs.",
};

/** What a reviewer needs to know about outputs, by address. */
export const OUTPUT_COMMENTS: Readonly<Record<string, string>> = {
  "output.service_account_annotation":
    "The role's ARN, computed from account, path and name, so that the plan shows it before the role exists.",
};

/** Description of the output `registry_id` of both modules. */
export const REGISTRY_ID = "Account ID of the registry; null if `create` is false.";

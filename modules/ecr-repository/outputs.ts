/** What the output `registry_id` of either module is. */
export const REGISTRY_ID = "Account id of the registry; null if the module creates nothing.";

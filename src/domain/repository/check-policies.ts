import { checkedOnce } from "../problems/memoize-check";
import { checkLifecyclePolicy } from "../lifecycle-policy/check";
import { checkRegistryPolicy, checkRepositoryPolicy } from "../repository-policy/check";

/** The checks of the policies of repositories and registries, shared by whoever reads them and the construct that gets them next. */
export const checkLifecyclePolicyOnce = checkedOnce(checkLifecyclePolicy);
export const checkRepositoryPolicyOnce = checkedOnce(checkRepositoryPolicy);
export const checkRegistryPolicyOnce = checkedOnce(checkRegistryPolicy);

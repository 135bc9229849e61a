import { checkedOnce } from "../core/checked-once";
import { checkLifecyclePolicy } from "../lifecycle-policy/check";
import { checkRepositoryPolicy } from "../repository-policy/check";

/** The checks of a repository's policies, shared by whoever reads them and the construct that gets them next. */
export const checkLifecyclePolicyOnce = checkedOnce(checkLifecyclePolicy);
export const checkRepositoryPolicyOnce = checkedOnce(checkRepositoryPolicy);

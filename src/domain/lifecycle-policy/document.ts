import { type LifecyclePolicy, type LifecycleRule } from "./schema";

/**
 * A lifecycle policy as it is sent: rules by priority, keys in one fixed order, nothing that is absent. Equal policies
 * give equal documents, and AWS, which returns rules by priority, gives no difference to plan.
 */
export function lifecycleDocument(policy: LifecyclePolicy): LifecyclePolicy {
  return { rules: [...policy.rules].sort((a, b) => a.rulePriority - b.rulePriority).map(ruleDocument) };
}

function ruleDocument({ rulePriority, description, selection, action }: LifecycleRule): LifecycleRule {
  return {
    rulePriority,
    ...present({ description }),
    selection: {
      tagStatus: selection.tagStatus,
      ...present({
        tagPrefixList: selection.tagPrefixList && [...selection.tagPrefixList],
        tagPatternList: selection.tagPatternList && [...selection.tagPatternList],
        storageClass: selection.storageClass,
      }),
      countType: selection.countType,
      ...present({ countUnit: selection.countUnit }),
      countNumber: selection.countNumber,
    },
    action: { type: action.type, ...present({ targetStorageClass: action.targetStorageClass }) },
  };
}

/** Without the keys that have no value: AWS refuses a null, and Terraform would send one. */
function present<T extends object>(optional: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(optional).filter(([, value]) => value !== undefined && value !== null),
  ) as Partial<T>;
}

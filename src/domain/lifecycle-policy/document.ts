import { type LifecyclePolicy, type LifecycleRule } from "./schema";

/**
 * A lifecycle policy as it is sent: rules sorted by priority, keys in a fixed order, no absent keys. Equal policies give equal
 * documents, and plans show no difference, because AWS returns rules sorted by priority too.
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

/** Drops keys without a value: Terraform would send null, which AWS rejects. */
function present<T extends object>(optional: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(optional).filter(([, value]) => value !== undefined && value !== null),
  ) as Partial<T>;
}

import { OPERATIONS, type Operation, type Permission } from "./permission";
import { type ProviderActions } from "./provider-actions";
import { arnsOf, repositoryNameOf } from "./resource-arns";
import { type Block, type SynthesizedStack } from "./stack";

/** First part of the Sids of an operation's statements. */
export const SID_VERBS: Readonly<Record<Operation, string>> = {
  read: "Read",
  create: "Create",
  update: "Update",
  delete: "Delete",
};

/** The permissions for a resource, by the table of its type. */
export function typePermissions(block: Block, actions: ProviderActions, stack: SynthesizedStack): Permission[] {
  const { subject, tag } = actions;
  const resources = arnsOf(subject, block, stack);
  return OPERATIONS.flatMap((operation) => {
    const isTaggedNow = operation === "create" && tag !== undefined && isTagged(block, stack);
    const list = [...actions[operation], ...(isTaggedNow ? [tag] : [])];
    if (list.length === 0 || (operation === "delete" && isRetained(block, actions, stack))) return [];
    return [{ sid: `${SID_VERBS[operation]}${subject}`, operation, actions: list, resources }];
  });
}

/** Whether a resource has tags, of its own or the provider's. */
export function isTagged({ body }: Block, { hasDefaultTags }: SynthesizedStack): boolean {
  return hasDefaultTags || body["tags"] !== undefined;
}

/** Whether a resource configures a repository that Terraform refuses to delete. */
function isRetained(block: Block, { subject }: ProviderActions, stack: SynthesizedStack): boolean {
  return subject === "Repositories" && stack.retained.has(repositoryNameOf(block, stack));
}

import { printHcl } from "../../../hcl/print-files";
import { shellWord } from "../../../domain/text/format";
import { type Release } from "../../../operations/adoption/state/release";

const OURS = `Your cdktf-ecr project now manages these repositories and policies. Delete their resource blocks or
module calls, and keep these \`removed\` blocks until you have applied them. The blocks do not change anything in AWS.`;

const OTHERS = `These blocks cover all other resources that these modules created. With the blocks, Terraform stops managing the resources
and leaves them in AWS. Without the blocks, deleting the module calls would destroy the resources. If you keep
a resource in the configuration, delete its block.`;

/** `removed` blocks for the configuration of a state, as text of a file; empty if there are none. */
export function removedBlocks({ removed, alsoRemoved }: Release): string {
  return [part(removed, OURS), part(alsoRemoved, OTHERS)].filter((text) => text !== "").join("\n");
}

function part(addresses: readonly string[], comment: string): string {
  const [first] = addresses;
  if (first === undefined) return "";
  const document = { removed: addresses.map((from) => ({ from, lifecycle: { destroy: false } })) };
  let isFirst = true;
  return printHcl(document, {
    comment: () => {
      const text = isFirst ? comment : undefined;
      isFirst = false;
      return text;
    },
  });
}

/** Commands that make a state forget instances, with why they are needed. */
export function stateCommands({ stateRm }: Release): string[] {
  if (stateRm.length === 0) return [];
  return [
    "# Not all instances of this resource or module were adopted, and a removed",
    "# block cannot name a single instance. Run these commands, then remove the",
    "# repositories from the configuration before its next apply.",
    ...stateRm.map((address) => `terraform state rm ${shellWord(address)}`),
  ];
}

import { printHcl } from "../../../hcl/print-files";
import { shellWord } from "../../../domain/text/format";
import { type Release } from "../../../operations/adoption/state/release";

const OURS = `The project of cdktf-ecr manages these repositories and policies. Delete their resources, or the
calls of their modules, and keep these blocks until they are applied. They change nothing in AWS.`;

const OTHERS = `Everything else in these modules. Without these blocks, deleting the calls destroys it. It stays in
AWS, and Terraform forgets it. Delete a block if its resource stays in the configuration.`;

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
    "# Others of the same resource or module are not adopted, and a removed block",
    "# cannot name an instance. Run these, and remove the repositories from the",
    "# configuration before its next apply.",
    ...stateRm.map((address) => `terraform state rm ${shellWord(address)}`),
  ];
}

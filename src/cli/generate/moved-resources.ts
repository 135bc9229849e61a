import { type ParsedFile } from "./checked-in";

/** A resource whose address has changed. */
export interface MovedResource {
  readonly stack: string;
  readonly from: string;
  readonly to: string;
}

interface AddressedResource {
  readonly stack: string;
  readonly address: string;
  /** Type and body: the same for two resources that differ only in their address. */
  readonly content: string;
}

/**
 * Resources that differ only in their address from the checked-in ones. The address of an OIDC provider, for example, contains the
 * key of its cluster. Repositories are left out: their address follows their name, which AWS cannot change.
 */
export function movedResources(before: readonly ParsedFile[], after: readonly ParsedFile[]): MovedResource[] {
  const [previous, current] = [addressed(before), addressed(after)];
  const created = difference(current, previous);
  return difference(previous, current).flatMap(({ stack, address, content }) => {
    const target = created.find((other) => other.stack === stack && other.content === content);
    return target === undefined ? [] : [{ stack, from: address, to: target.address }];
  });
}

/** The resources whose address the others do not have. */
function difference(
  resources: readonly AddressedResource[],
  others: readonly AddressedResource[],
): AddressedResource[] {
  const known = new Set(others.map(({ stack, address }) => `${stack} ${address}`));
  return resources.filter(({ stack, address }) => !known.has(`${stack} ${address}`));
}

function addressed(files: readonly ParsedFile[]): AddressedResource[] {
  return files.flatMap(({ path, blocks }) => {
    const [stack = ""] = path.split("/");
    return blocks
      .filter(({ name, labels: [type = ""] }) => name === "resource" && !type.startsWith("aws_ecr_"))
      .map(({ labels, body }) => ({ stack, address: labels.join("."), content: JSON.stringify([labels[0], body]) }));
  });
}

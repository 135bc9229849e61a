import { type TreeComparison } from "./tree";

/** A resource that is the same under another address. */
export interface MovedResource {
  readonly stack: string;
  readonly from: string;
  readonly to: string;
}

interface Declared {
  readonly stack: string;
  readonly address: string;
  /** Type and arguments: the same for a resource that was only called otherwise. */
  readonly body: string;
}

/**
 * Resources whose address has changed and nothing else, as that of an OIDC provider does with its cluster's key. A repository
 * is not among them: its address comes from its name, which AWS does not change.
 */
export function movedResources({ changed, stale }: TreeComparison): MovedResource[] {
  const before = [...changed, ...stale].flatMap(({ path, before: text }) => declaredIn(path, text ?? ""));
  const after = changed.flatMap(({ path, after: text }) => declaredIn(path, text));
  const isIn =
    (list: readonly Declared[]) =>
    (it: Declared): boolean =>
      list.some(({ stack, address }) => stack === it.stack && address === it.address);
  const gone = before.filter((it) => !isIn(after)(it));
  const fresh = after.filter((it) => !isIn(before)(it));
  return gone.flatMap(({ stack, address, body }) => {
    const to = fresh.find((it) => it.stack === stack && it.body === body);
    return to === undefined ? [] : [{ stack, from: address, to: to.address }];
  });
}

/** A resource as it is generated: each begins and ends at the start of a line. */
const RESOURCE = /^resource "(\w+)" "([^"]+)" (\{\n[^]*?^\})/gm;

function declaredIn(path: string, text: string): Declared[] {
  const [stack = ""] = path.split("/");
  return [...text.matchAll(RESOURCE)]
    .filter(([, type = ""]) => !type.startsWith("aws_ecr_"))
    .map(([, type = "", id = "", body = ""]) => ({ stack, address: `${type}.${id}`, body: `${type} ${body}` }));
}

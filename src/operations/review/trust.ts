import { ACCESS_WORDS, type CiAccess } from "../../domain/ci/breadth";
import { listText } from "../../domain/text/format";
import { environmentFinding, type Finding } from "./finding";
import { type ReviewKind } from "./kinds";

const MAX_NAMES = 3;

/** A role whose trust is compared. */
interface TrustingRole {
  /** The role in a sentence: `CI role api-push`. */
  readonly what: string;
  readonly access: CiAccess;
  readonly repositories: readonly string[];
  readonly kinds: { readonly push: ReviewKind; readonly read: ReviewKind };
  /** @default - none */
  readonly details?: readonly string[];
}

/** What may assume a role after the change only. */
export function trustFindings(
  { what, access, repositories, kinds, details }: TrustingRole,
  before: ReadonlySet<string>,
  after: Iterable<string>,
): Finding[] {
  const gained = [...after].filter((one) => !before.has(one));
  if (gained.length === 0) return [];
  const short = `${listText(gained, MAX_NAMES)} may ${ACCESS_WORDS[access]} ${listText(repositories, MAX_NAMES)}`;
  const kind = access === "push" ? kinds.push : kinds.read;
  return [{ ...environmentFinding(kind, `${what}: ${short}`, details), short }];
}

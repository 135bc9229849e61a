import { type PolicyDocument } from "../../domain/iam/policy";
import { listText } from "../../domain/text/format";
import { type DeployedRole } from "./operator-facts";
import { isSameDocument } from "./same-document";

/** What is declared of a role. */
export interface DeclaredRole {
  /** @default - unknown */
  readonly trust?: PolicyDocument;
  readonly policies: readonly PolicyDocument[];
  /** ARN of the permissions boundary. @default - none */
  readonly boundary?: string;
}

/** How a role in IAM differs from its declaration, as parts of a sentence. */
export function roleDifferences(role: DeployedRole, { trust, policies, boundary }: DeclaredRole): string[] {
  const differences: string[] = [];
  if (trust !== undefined && !isSameDocument(role.trust, trust)) differences.push("its trust policy differs");
  const missing = policies.filter((policy) => !role.policies.some(({ document }) => isSameDocument(document, policy)));
  const more = role.policies.filter(({ document }) => !policies.some((policy) => isSameDocument(document, policy)));
  if (missing.length > 0)
    differences.push(`${missing.length} of ${policies.length} declared policies are missing or differ`);
  if (more.length > 0) differences.push(`${listText(more.map(({ name }) => name))} is attached but not declared`);
  if (role.boundary?.name !== boundary)
    differences.push(`expected permissions boundary ${boundary ?? "none"}, found ${role.boundary?.name ?? "none"}`);
  return differences;
}

/** How to bring a role of the access stack back to its declaration. */
export function restoreText(environment: string): string {
  return `review with npx cdktf diff ${environment}-access, then fix with npx cdktf deploy ${environment}-access. Policies that Terraform does not manage must be detached by hand`;
}

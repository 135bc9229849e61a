import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type NamedPolicy } from "../../domain/iam/attached-policies";

/**
 * Reads identity policies of a principal from files.
 * @param folder folder to which the paths are relative
 * @throws Error for a file that cannot be read, or that contains no policy
 */
export function readIdentityPolicies(files: readonly string[], folder: string): NamedPolicy[] {
  return files.map((file) => ({ name: file, document: documentOf(file, folder) }));
}

function documentOf(file: string, folder: string): unknown {
  if (!existsSync(resolve(folder, file))) throw new Error(`--identity-policy: the file ${file} does not exist`);
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(resolve(folder, file), "utf8"));
  } catch (cause) {
    throw new Error(`--identity-policy ${file}: cannot be read as JSON: ${(cause as Error).message}`, { cause });
  }
  // Either the document, or the output of aws iam get-policy-version, get-role-policy or get-user-policy.
  const { PolicyVersion, PolicyDocument } = (read ?? {}) as {
    readonly PolicyVersion?: { readonly Document?: unknown };
    readonly PolicyDocument?: unknown;
  };
  const document = PolicyVersion?.Document ?? PolicyDocument ?? read;
  if (typeof document !== "object" || document === null || !("Statement" in document))
    throw new Error(
      `--identity-policy ${file}: expected a policy document such as { "Version": ..., "Statement": [...] }, found a different document`,
    );
  return document;
}

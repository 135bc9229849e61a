import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type NamedPolicy } from "../../operations/doctor/evaluate";

/**
 * Policies of a principal that IAM can not be asked for.
 * @param folder from which paths are taken
 * @throws Error for a file that can not be read, or has no policy
 */
export function readIdentityPolicies(files: readonly string[], folder: string): NamedPolicy[] {
  return files.map((file) => ({ name: file, document: documentOf(file, folder) }));
}

function documentOf(file: string, folder: string): unknown {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(resolve(folder, file), "utf8"));
  } catch (cause) {
    throw new Error(`--identity-policy ${file}: the file can not be read as JSON (${(cause as Error).message})`, {
      cause,
    });
  }
  // As it is, or as aws iam get-policy-version, get-role-policy and get-user-policy print it.
  const { PolicyVersion, PolicyDocument } = (read ?? {}) as {
    readonly PolicyVersion?: { readonly Document?: unknown };
    readonly PolicyDocument?: unknown;
  };
  const document = PolicyVersion?.Document ?? PolicyDocument ?? read;
  if (typeof document !== "object" || document === null || !("Statement" in document))
    throw new Error(`--identity-policy ${file}: no policy in it; { "Version": ..., "Statement": [...] } is expected`);
  return document;
}

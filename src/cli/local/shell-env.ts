import { z } from "zod";
import { terraformCliConfig } from "../../emulator/terraform-cli-config";
import { localPaths, mirrorSearch, type LocalContext } from "./context";
import { findConnection } from "./emulator-connection";

/** The variables that make a shell's programs use the emulator. */
export interface ShellVariables {
  readonly variables: Readonly<Record<string, string>>;
  /** Whether the emulator is the user's own (`AWS_ENDPOINT_URL`). */
  readonly isExternal: boolean;
}

/**
 * The variables with which the AWS CLI, Terraform and cdktf use the running emulator.
 * @throws Error when no emulator is running
 */
export async function shellVariables(context: LocalContext): Promise<ShellVariables> {
  const connection = await findConnection(context);
  if (connection === undefined)
    throw new Error("expected a running emulator, found none. To start one: npx ecr local up");
  const { variables } = terraformCliConfig(mirrorSearch(context), localPaths(context.projectFolder).cache);
  return { variables: { ...connection.variables, ...variables }, isExternal: connection.kind === "external" };
}

/** The variables that `local env` has changed in a shell: JSON of their earlier values, null for those that were not set. */
const BEFORE = "CDKTF_ECR_SHELL_BEFORE";

/**
 * Commands for the `eval` of a POSIX shell that make its programs use the emulator. Other AWS variables are unset, because a profile,
 * a session token or the endpoint of a service would take precedence.
 * @param env environment of the shell
 * @param keepsCredentials whether other AWS variables stay, because the emulator is the user's own
 */
export function enterLines(
  variables: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
  keepsCredentials: boolean,
): string {
  const conflicts = Object.keys(env).filter(
    (name) => name.startsWith("AWS_") && name !== "AWS_CA_BUNDLE" && !(name in variables),
  );
  const unset = keepsCredentials ? [] : conflicts;
  const before = Object.fromEntries([...Object.keys(variables), ...unset].map((name) => [name, env[name] ?? null]));
  const saved = env[BEFORE] ?? JSON.stringify(before);
  return [
    ...unset.map((name) => `unset ${name}`),
    exportLines({ ...variables, [BEFORE]: saved }),
    '# To undo: eval "$(npx ecr local env --undo)"',
  ].join("\n");
}

const beforeSchema = z.record(z.string().regex(/^\w+$/), z.string().nullable());

/**
 * Commands for the `eval` of a POSIX shell that undo those of `enterLines`.
 * @throws Error when the shell has not run those
 */
export function undoLines(env: NodeJS.ProcessEnv): string {
  const saved = env[BEFORE];
  if (saved === undefined)
    throw new Error("expected a shell that has run `ecr local env`, found another. There is nothing to undo.");
  const before = Object.entries(beforeSchema.parse(JSON.parse(saved)));
  const values = before.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return [
    ...before.filter(([, value]) => value === null).map(([name]) => `unset ${name}`),
    ...(values.length === 0 ? [] : [exportLines(Object.fromEntries(values))]),
    `unset ${BEFORE}`,
  ].join("\n");
}

/** Commands for the `eval` of a POSIX shell. */
export function exportLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`)
    .join("\n");
}

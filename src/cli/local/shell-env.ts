import { z } from "zod";
import { terraformCliConfig } from "../../emulator/terraform-cli-config";
import { localPaths, mirrorSearch, type LocalContext } from "./context";
import { findConnection } from "./emulator-connection";

/** What points a shell at the emulator. */
export interface ShellVariables {
  readonly variables: Readonly<Record<string, string>>;
  /** Whether `AWS_ENDPOINT_URL` names an emulator of the user's own. */
  readonly isExternal: boolean;
}

/**
 * The variables with which a shell's AWS CLI, Terraform and cdktf use the running emulator.
 * @throws Error when none runs
 */
export async function shellVariables(context: LocalContext): Promise<ShellVariables> {
  const connection = await findConnection(context);
  if (connection === undefined) throw new Error("no emulator runs; start one: npm run local");
  const { variables } = terraformCliConfig(mirrorSearch(context), localPaths(context.projectFolder).cache);
  return { variables: { ...connection.variables, ...variables }, isExternal: connection.kind === "external" };
}

/** Holds what `local env` has changed in a shell: the earlier values as JSON, null for those that were not set. */
const BEFORE = "CDKTF_ECR_SHELL_BEFORE";

/**
 * Lines for a POSIX shell's `eval` that point it at the emulator. Whatever else would win is unset: a profile, a session token,
 * an endpoint of one service.
 * @param env of the shell
 * @param keepsCredentials whether the emulator is the user's own, who may have credentials for it
 */
export function enterLines(
  variables: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
  keepsCredentials: boolean,
): string {
  const others = Object.keys(env).filter(
    (name) => name.startsWith("AWS_") && name !== "AWS_CA_BUNDLE" && !(name in variables),
  );
  const unset = keepsCredentials ? [] : others;
  const before = Object.fromEntries([...Object.keys(variables), ...unset].map((name) => [name, env[name] ?? null]));
  const saved = env[BEFORE] ?? JSON.stringify(before);
  return [
    ...unset.map((name) => `unset ${name}`),
    exportLines({ ...variables, [BEFORE]: saved }),
    '# To go back: eval "$(npx ecr local env --undo)"',
  ].join("\n");
}

const beforeSchema = z.record(z.string().regex(/^\w+$/), z.string().nullable());

/**
 * Lines for a POSIX shell's `eval` that undo what `enterLines` did.
 * @throws Error where the shell has not been pointed at the emulator
 */
export function undoLines(env: NodeJS.ProcessEnv): string {
  const saved = env[BEFORE];
  if (saved === undefined) throw new Error("this shell was not pointed at the emulator by local env; nothing to undo");
  const before = Object.entries(beforeSchema.parse(JSON.parse(saved)));
  const values = before.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return [
    ...before.filter(([, value]) => value === null).map(([name]) => `unset ${name}`),
    ...(values.length === 0 ? [] : [exportLines(Object.fromEntries(values))]),
    `unset ${BEFORE}`,
  ].join("\n");
}

/** Lines for a POSIX shell's `eval`. */
export function exportLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`)
    .join("\n");
}

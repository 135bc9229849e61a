import { z } from "zod";
import { terraformCliConfig } from "../../emulator/terraform-cli-config";
import { localPaths, mirrorSearch, type LocalContext, SHELL_BEFORE, UNDO } from "./context";
import { SDK_WARNING_DISABLED } from "../support/sdk-warning";
import { findConnection, findEmbedded } from "./emulator-connection";

export interface ShellVariables {
  readonly variables: Readonly<Record<string, string>>;
  /** Whether the emulator is the user's own (`AWS_ENDPOINT_URL`). */
  readonly isExternal: boolean;
  /** Name of the environment that the emulator was started for. @default - not known */
  readonly environment?: string;
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
  const isExternal = connection.kind === "external";
  const environment = isExternal ? undefined : findEmbedded(context)?.environment;
  return { variables: { ...connection.variables, ...variables }, isExternal, environment };
}

/** A message for stderr, because `eval` consumes stdout: where the shell now points, and how to undo it. */
export function enteredText({ variables, environment }: ShellVariables): string {
  const startedFor = environment === undefined ? "" : `, started for the environment ${environment}`;
  const { AWS_ENDPOINT_URL: endpoint = "", AWS_REGION: region = "" } = variables;
  return `Emulator: ${endpoint}, ${region}${startedFor}. To undo: ${UNDO}`;
}

const valuesSchema = z.record(z.string().regex(/^\w+$/), z.string().nullable());
/** What `SHELL_BEFORE` holds; null is a variable that is not set. */
const changeSchema = z.object({
  /** What the shell had. */
  before: valuesSchema,
  /** What it was given. */
  given: valuesSchema,
});
type Values = z.output<typeof valuesSchema>;

function changeOf(text: string | undefined): z.output<typeof changeSchema> {
  return text === undefined ? { before: {}, given: {} } : changeSchema.parse(JSON.parse(text));
}

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
  const others = Object.keys(env).filter(
    (name) =>
      name.startsWith("AWS_") && name !== "AWS_CA_BUNDLE" && name !== SDK_WARNING_DISABLED && !(name in variables),
  );
  const unset = keepsCredentials ? [] : others;
  const earlier = changeOf(env[SHELL_BEFORE]);
  const given: Values = {
    ...earlier.given,
    ...variables,
    ...Object.fromEntries(unset.map((name) => [name, null])),
  };
  // What the shell was given here before is not its own. What it has set since then is.
  const isGiven = (name: string): boolean => name in earlier.before && (env[name] ?? null) === earlier.given[name];
  const before: Values = Object.fromEntries(
    Object.keys(given).map((name) => [name, (isGiven(name) ? earlier.before[name] : env[name]) ?? null]),
  );
  return [
    ...unset.map((name) => `unset ${name}`),
    exportLines({ ...variables, [SHELL_BEFORE]: JSON.stringify({ before, given }) }),
    `# To undo: ${UNDO}`,
  ].join("\n");
}

/**
 * Commands for the `eval` of a POSIX shell that undo those of `enterLines`.
 * @throws Error when the shell has not run those
 */
export function undoLines(env: NodeJS.ProcessEnv): string {
  const saved = env[SHELL_BEFORE];
  if (saved === undefined) throw new Error("this shell has not run `ecr local env`, so there is nothing to undo.");
  const before = Object.entries(changeOf(saved).before);
  const values = before.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return [
    ...before.filter(([, value]) => value === null).map(([name]) => `unset ${name}`),
    ...(values.length === 0 ? [] : [exportLines(Object.fromEntries(values))]),
    `unset ${SHELL_BEFORE}`,
  ].join("\n");
}

export function exportLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`)
    .join("\n");
}

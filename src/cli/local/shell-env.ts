import { z } from "zod";
import { terraformCliConfig } from "../../emulator/terraform-cli-config";
import { localPaths, mirrorSearch, type LocalContext } from "./context";
import { SDK_WARNING_DISABLED } from "../support/sdk-warning";
import { findConnection, findOwn } from "./emulator-connection";
import { SHELL_BEFORE, UNDO } from "./pointed-shell";

/** What points a shell at the emulator. */
export interface ShellVariables {
  readonly variables: Readonly<Record<string, string>>;
  /** Whether `AWS_ENDPOINT_URL` names an emulator of the user's own. */
  readonly isExternal: boolean;
  /** Name of the environment that the emulator was started for. @default - not known */
  readonly environment?: string;
}

/**
 * The variables with which a shell's AWS CLI, Terraform and cdktf use the running emulator.
 * @throws Error when none runs
 */
export async function shellVariables(context: LocalContext): Promise<ShellVariables> {
  const connection = await findConnection(context);
  if (connection === undefined) throw new Error("no emulator runs; start one: npm run local");
  const { variables } = terraformCliConfig(mirrorSearch(context), localPaths(context.projectFolder).cache);
  const isExternal = connection.kind === "external";
  const environment = isExternal ? undefined : findOwn(context)?.environment;
  return { variables: { ...connection.variables, ...variables }, isExternal, environment };
}

/** What a person is told, because `eval` swallows the lines: where the shell points from now on, and the way back. */
export function enteredText({ variables, environment }: ShellVariables): string {
  const startedFor = environment === undefined ? "" : `, started for the environment ${environment}`;
  const { AWS_ENDPOINT_URL: endpoint = "", AWS_REGION: region = "" } = variables;
  return `Emulator: ${endpoint}, ${region}${startedFor}. To go back: ${UNDO}`;
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
    `# To go back: ${UNDO}`,
  ].join("\n");
}

/**
 * Lines for a POSIX shell's `eval` that undo what `enterLines` did.
 * @throws Error where the shell has not been pointed at the emulator
 */
export function undoLines(env: NodeJS.ProcessEnv): string {
  const saved = env[SHELL_BEFORE];
  if (saved === undefined) throw new Error("this shell was not pointed at the emulator by local env; nothing to undo");
  const before = Object.entries(changeOf(saved).before);
  const values = before.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return [
    ...before.filter(([, value]) => value === null).map(([name]) => `unset ${name}`),
    ...(values.length === 0 ? [] : [exportLines(Object.fromEntries(values))]),
    `unset ${SHELL_BEFORE}`,
  ].join("\n");
}

/** Lines for a POSIX shell's `eval`. */
export function exportLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`)
    .join("\n");
}

import { terraformCliConfig } from "../../emulator/terraform-cli-config";
import { localPaths, mirrorSearch, type LocalContext } from "./context";
import { findConnection } from "./emulator-connection";

/**
 * The variables with which a shell's AWS CLI, Terraform and cdktf use the running emulator.
 * @throws Error when none runs
 */
export async function shellVariables(context: LocalContext): Promise<Record<string, string>> {
  const connection = await findConnection(context);
  if (connection === undefined) throw new Error("no emulator runs; start one: npm run local");
  const { variables } = terraformCliConfig(mirrorSearch(context), localPaths(context.projectFolder).cache);
  return { ...connection.variables, ...variables };
}

/** Lines for a POSIX shell's `eval`. */
export function exportLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`)
    .join("\n");
}

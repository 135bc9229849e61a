import { Option, type Command } from "commander";
import { listText } from "../../domain/text/format";
import { environmentArgument, outputOption } from "../support/arguments";
import { type LoginOptions } from "./login";
import { LOGIN_TOOLS } from "./tools";

export function registerLogin(program: Command, root: string): void {
  program
    .command("login")
    .description("log docker, podman or helm in to an environment's registry for 12 hours")
    .addArgument(environmentArgument(root, "environment of the registry"))
    .addOption(
      new Option(
        "--tool <tool>",
        `client to authenticate (default: the first of ${listText(LOGIN_TOOLS)} on PATH)`,
      ).choices(LOGIN_TOOLS),
    )
    .addOption(outputOption(["text", "json"]))
    .addHelpText(
      "after",
      "\nThe tool reads the token from standard input. The token is never printed or passed\nas an argument.\n\n-o json: { tool, host, expiresAt }\n\nExample:\n  npx ecr login production --tool helm",
    )
    .action(async (environment: string, options: LoginOptions) => {
      const { loginCommand } = require("./login") as typeof import("./login");
      await loginCommand(root, environment, options);
    });
}

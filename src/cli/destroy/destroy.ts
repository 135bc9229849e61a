import { requireEnvironment } from "../support/environments";

export interface DestroyOptions {
  readonly yes?: boolean;
  readonly deleteImages?: boolean;
  readonly output: string;
}

/** `ecr destroy`. */
export async function destroyCommand(root: string, name: string, options: DestroyOptions): Promise<void> {
  const environment = requireEnvironment(root, name);
  const { destroyEnvironment } = require("./destruction") as typeof import("./destruction");
  await destroyEnvironment(root, environment, options);
}

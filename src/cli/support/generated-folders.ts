/** The parents of the generated folders, relative to the project. */
export const FOLDERS = {
  environment: "terraform/environments",
  workspaces: "terraform/workspaces",
  module: "terraform/modules",
} as const;

/** Holds what `local env` has changed in a shell, as JSON. */
export const SHELL_BEFORE = "CDKTF_ECR_SHELL_BEFORE";

/** What a shell evaluates to have back what it had. */
export const UNDO = 'eval "$(npx ecr local env --undo)"';

/** Whether `local env` has pointed a shell at the emulator. */
export function isPointedShell(env: NodeJS.ProcessEnv): boolean {
  return env[SHELL_BEFORE] !== undefined;
}

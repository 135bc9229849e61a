/**
 * A path of an environment as Terraform sees it where it runs a stack: relative ones begin at the project's folder, absolute
 * ones, Windows' too, are the same from everywhere.
 * @param projectFolder the project's folder, seen from where Terraform runs the stack
 */
export function seenFromStack(path: string, projectFolder: string): string {
  return /^([/\\]|[A-Za-z]:)/.test(path) ? path : `${projectFolder}/${path}`;
}

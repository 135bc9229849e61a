/**
 * Converts a path relative to the project's folder to a path relative to the folder in which Terraform runs a stack. Absolute
 * paths, including those of Windows, stay as they are.
 * @param projectFolder path of the project's folder, relative to the folder in which Terraform runs the stack
 */
export function seenFromStack(path: string, projectFolder: string): string {
  return /^([/\\]|[A-Za-z]:)/.test(path) ? path : `${projectFolder}/${path}`;
}

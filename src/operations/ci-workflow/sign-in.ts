/** Logs docker in to the registry. */
export const LOGIN_COMMAND = `aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"`;

/**
 * Installs the AWS CLI on Alpine, writes the token to the file that the CLI reads, verifies the account, and logs docker in.
 * @param tokenVariable environment variable with the token
 */
export function signInLines(tokenVariable: string): string[] {
  return [
    `apk add --no-cache aws-cli`,
    `(umask 077 && printf '%s' "$${tokenVariable}" > "$AWS_WEB_IDENTITY_TOKEN_FILE")`,
    `test "$(aws sts get-caller-identity --query Account --output text)" = "$REGISTRY_ID"`,
    LOGIN_COMMAND,
  ];
}

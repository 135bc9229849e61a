/** The AWS SDK would warn, in every run, of a Node version that is still supported. */
export const SDK_WARNING_DISABLED = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

/** Silences that warning in this process. Variables that are printed for a shell do not include it. */
export function disableSdkWarning(): void {
  process.env[SDK_WARNING_DISABLED] = "true";
}

import { Option } from "commander";
import { knownEnvironment } from "./known-environment";

/** The option `--env` of commands that accept an image reference. */
export function registryOption(root: string): Option {
  return new Option(
    "--env <environment>",
    "environment whose registry contains the image (default: the host in the image name, or the shell's AWS settings)",
  ).argParser(knownEnvironment(root));
}

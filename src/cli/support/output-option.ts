import { Option } from "commander";

/** `-o`, the form of a command's output. The first form is the default. */
export function outputOption(forms: readonly [string, ...string[]]): Option {
  return new Option("-o, --output <form>", "form of the output").choices(forms).default(forms[0]);
}

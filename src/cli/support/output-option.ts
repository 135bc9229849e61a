import { Option } from "commander";

/** The option `-o` for the output format. The first format is the default. */
export function outputOption(formats: readonly [string, ...string[]]): Option {
  return new Option("-o, --output <format>", "output format").choices(formats).default(formats[0]);
}

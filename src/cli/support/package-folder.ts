import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The parts of this package's own package.json that commands read. */
export interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The folder of this package: the compiled code lies one folder deeper than the sources. */
export function packageFolder(): string {
  const above = join(__dirname, "../../..");
  return existsSync(join(above, "package.json")) ? above : join(above, "..");
}

export function ownPackage(): OwnPackage {
  return JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8")) as OwnPackage;
}

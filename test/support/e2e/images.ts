import { type Command } from "commander";
import { registerDeleteImages } from "../../../src/cli/delete-images/command";
import { registerImages } from "../../../src/cli/images/command";
import { type Ran } from "../cli/lifecycle";
import { type AwsRequest, type Fault } from "./faulty-proxy";
import { GateBench, REGION } from "./scan-gate";

/** The commands for images, run in this process on the shared emulator. The environment is called gate. */
export class ImageBench extends GateBench {
  constructor() {
    super(REGION, (program: Command, root: string) => {
      registerImages(program, root);
      registerDeleteImages(program, root);
    });
  }

  override run(...args: readonly string[]): Promise<Ran> {
    return this.project.run(...args);
  }

  /** Runs a command before a proxy that answers for Amazon Inspector, which the emulator does not have. */
  inspected(
    covered: readonly object[],
    args: readonly string[],
    fault: (request: AwsRequest) => Fault | undefined = () => undefined,
  ): ReturnType<GateBench["through"]> {
    return this.through((request) => {
      if (request.path === "/coverage/list") return { status: 200, body: { coveredResources: covered } };
      return fault(request);
    }, args);
  }
}

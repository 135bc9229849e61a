import { Command } from "commander";
import { registerLocal } from "../../../../src/cli/local/command";

// `ecr local` on the app beside this file, without the environments that the real command reads.
const program = new Command("ecr");
registerLocal(program, (environment) => {
  if (environment !== "local") throw new Error(`no environment is called ${environment}`);
  return {
    environment,
    account: process.env["LOCAL_APP_EMULATED_ACCOUNT"] ?? "123456789012",
    region: "us-east-1",
    stateBucket: "local-app-state",
    eksClusters: ["local"],
    lookedUp: { issuers: [], eksClusters: [] },
    leftOut: [],
    stacks: ["local-registry", "local-access"],
    annotateLine: "kubectl annotate serviceaccount operator",
  };
});
void program.parseAsync();

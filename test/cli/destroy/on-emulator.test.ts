import { asDeployed } from "../../../src/cli/destroy/destruction";
import { destructionText } from "../../../src/cli/destroy/table";
import { environment, repository } from "../../support/environment";

const WRITTEN = environment({
  repositories: [
    repository("team/api", { deletionPolicy: "Retain" }),
    repository("team/web", { deletionPolicy: "Delete" }),
  ],
  registry: {
    replication: [],
    pullThroughCache: [{ ecrRepositoryPrefix: "public", upstreamRegistryUrl: "public.ecr.aws" }],
  },
});

test("in AWS, an environment is deployed as it is declared", () => {
  expect(asDeployed(WRITTEN, {})).toEqual({ environment: WRITTEN });
});

test("on the emulator, the table says so and resets only what was deployed there", () => {
  const { environment: deployed, note = "" } = asDeployed(WRITTEN, { CDKTF_ECR_EMULATED: "1" });
  expect(note).toBe(
    "This shell uses the emulator, which sets forceDelete: true for every repository.\n" +
      "Not deployed there: 1 cache rule, deletionPolicy Retain on 1 repository.\n\n",
  );
  const text = destructionText(deployed, ["test-registry"], []);
  expect(text).not.toContain("registry.pullThroughCache");
  expect(text).toContain("registry.replication");
});

test("on the emulator, nothing is said to be left out where nothing is", () => {
  const { note } = asDeployed(environment({}), { CDKTF_ECR_EMULATED: "1" });
  expect(note).toBe("This shell uses the emulator, which sets forceDelete: true for every repository.\n\n");
});

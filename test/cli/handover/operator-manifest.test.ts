import { operatorManifest, manifestNameOf } from "../../../src/cli/handover/operator-manifest";
import { ecrRepositoryManifestSchema } from "../../../src/config/schema/manifest-schema";
import { environment, repository } from "../../support/environment";

const DEV = environment({ name: "dev", tags: { Owner: "platform" } });
const PLACE = { namespace: "default" };

test("the manifest says what is declared, so that the operator changes nothing", () => {
  const given = operatorManifest(DEV, repository("team/api", { scanOnPush: false, tags: { Team: "api" } }), PLACE);
  expect(given?.manifest).toMatchObject({
    metadata: { name: "team-api", namespace: "default" },
    spec: {
      providerRef: { name: "dev-aws" },
      imageTagMutability: "IMMUTABLE",
      scanOnPush: false,
      tags: { Owner: "platform", Team: "api" },
    },
  });
  expect(ecrRepositoryManifestSchema.safeParse(given?.manifest).success).toBe(true);
  expect(given?.losses).toEqual([]);
});

test.each(["Delete", "Retain", "Orphan"] as const)(
  "a repository with deletionPolicy %s is to be retained",
  (deletionPolicy) => {
    const given = operatorManifest(DEV, repository("team/api", { deletionPolicy }), PLACE);
    expect(given?.manifest.spec.deletionPolicy).toBe("Retain");
    expect(given?.losses).toEqual([]);
  },
);

test("the provider may be another, and what the manifest can not say is told", () => {
  const shared = repository("team/api", { pullPrincipals: ["111122223333"] });
  const given = operatorManifest(DEV, shared, { ...PLACE, provider: "production-aws" });
  expect(given?.manifest.spec.providerRef.name).toBe("production-aws");
  expect(given?.losses).toEqual([expect.stringContaining("repositoryPolicy")]);
});

test("a manifest is called after its repository", () => {
  expect(manifestNameOf("team/api_v2")).toBe("team-api-v2");
});

import { ACCEPTED_INPUTS, INVALID_INPUTS } from "../../../modules/ecr-public-repository/invalid-inputs";
import { PUBLIC_REPOSITORY_RULES } from "../../../modules/ecr-public-repository/validations";
import { type ModuleDocument } from "../../../modules/kit/module-definition";
import { checkPublicRepository } from "../../../src/domain/public-repositories/check";
import { publicRepositorySchema } from "../../../src/domain/public-repositories/schema";
import { type PublicCatalog, type PublicRepositorySettings } from "../../../src/domain/public-repositories/settings";
import { errorsOf } from "../../../src/domain/problems/problem";

/** Arguments of the construct for the module's inputs. */
function settings(inputs: ModuleDocument): PublicRepositorySettings {
  const { name, catalog, push_principals, repository_policy, deletion_policy, force_delete, tags } = inputs;
  const { operating_systems, logo_image_blob, ...others } = (catalog ?? {}) as ModuleDocument;
  return {
    repositoryName: name as string,
    catalog: { ...others, operatingSystems: operating_systems, logoImageBlob: logo_image_blob } as PublicCatalog,
    pushPrincipals: (push_principals ?? []) as readonly string[],
    repositoryPolicy: JSON.parse((repository_policy as string | undefined) ?? "null") ?? undefined,
    deletionPolicy: deletion_policy as "Retain" | undefined,
    forceDelete: force_delete === true,
    tags: (tags ?? {}) as Record<string, string>,
  };
}

function isAccepted(inputs: ModuleDocument): boolean {
  const { deletion_policy } = inputs;
  const isKnown = publicRepositorySchema.shape.deletionPolicy.safeParse(deletion_policy).success;
  return isKnown && errorsOf(checkPublicRepository(settings(inputs))).length === 0;
}

test("the construct accepts the inputs that the module's tests accept", () => {
  expect(isAccepted(ACCEPTED_INPUTS)).toBe(true);
});

test.each(INVALID_INPUTS.map((it) => [it.title, it] as const))("%s: the construct rejects it too", (_, { inputs }) => {
  expect(isAccepted({ ...ACCEPTED_INPUTS, ...inputs })).toBe(false);
});

/** Rules of all repositories, which the tests of ecr-repository try. */
const SHARED = /characters of compact JSON|tags are allowed|A tag's key must have|Tag keys and values/;

test("every validation of the module rejects an input", () => {
  const untried = PUBLIC_REPOSITORY_RULES.filter(({ message }) => !SHARED.test(message)).filter(
    ({ input, message }) =>
      !INVALID_INPUTS.some(
        ({ rejectedBy, expectedMessage }) =>
          rejectedBy === `var.${input}` && message.toLowerCase().includes(expectedMessage),
      ),
  );
  expect(untried).toEqual([]);
});

import {
  outcomeOf,
  type Contents,
  type DeclaredDeletion,
  type DestroyMode,
} from "../../../src/operations/destruction/destroy-plan";
import { type OwnedRepository } from "../../../src/operations/destruction/state";

const LOCATION = { account: "111122223333", region: "eu-west-1" };
const OWNED: OwnedRepository = {
  repositoryName: "team/api",
  stack: "dev-registry",
  arn: "arn:aws:ecr:eu-west-1:111122223333:repository/team/api",
  forceDelete: false,
  retained: false,
  policies: [],
  addresses: [],
};
const FORCED = { ...OWNED, forceDelete: true };
const GUARDED = { ...OWNED, retained: true };
const ABSENT: OwnedRepository = {
  repositoryName: "team/api",
  stack: "dev-registry",
  forceDelete: false,
  retained: false,
  policies: [],
  addresses: [],
};
const DECLARED: DeclaredDeletion = { deletionPolicy: "Delete", removed: false };
const UNDECLARED: DeclaredDeletion = { removed: false };
const EMPTY: Contents = { known: "images", count: 0, bytes: 0, digests: [] };
const FULL: Contents = { known: "images", count: 3, bytes: 3000, digests: ["a", "b", "c"] };
const NOT_IN_STATE: Contents = { known: "not-in-state" };
const ASKED: DestroyMode = { unattended: false, deleteImages: false };
const ALL: DestroyMode = { unattended: true, deleteImages: true };

function outcome(owned = OWNED, contents: Contents = FULL, mode = ASKED, declared = DECLARED): string {
  const { kind, words } = outcomeOf(owned, declared, contents, LOCATION, mode);
  return `${kind}: ${words}`;
}

test("an empty repository is deleted, with or without a question, declared or not", () => {
  expect(outcome(OWNED, EMPTY)).toBe("delete: the repository does not contain images.");
  expect(outcome(OWNED, EMPTY, { ...ASKED, unattended: true })).toBe("delete: the repository does not contain images.");
  expect(outcome(OWNED, EMPTY, ASKED, UNDECLARED)).toBe("delete: the repository does not contain images.");
});

test("a repository with images is refused if AWS would refuse, and emptied only with deleteImages", () => {
  expect(outcome()).toBe(
    "refuse: AWS does not delete a repository that contains images. To delete the images first, add --delete-images.",
  );
  expect(outcome(OWNED, FULL, { ...ASKED, deleteImages: true })).toMatch(/^empty: the images are deleted first/);
});

test("the registry's key is refused until it is listed under removed", () => {
  const key = { ...ABSENT, repositoryName: "key:registry", retained: true };
  expect(outcome(key, NOT_IN_STATE, ALL, UNDECLARED)).toMatch(/^refuse: it is the registry's KMS key/);
  expect(outcome(key, NOT_IN_STATE, ALL, { removed: true })).toMatch(/^keep: .* stops managing the key/);
});

test("a forceDelete that is declared but not deployed is reported", () => {
  expect(outcome(OWNED, FULL, ASKED, { ...DECLARED, forceDelete: true })).toBe(
    "refuse: AWS does not delete a repository that contains images. To delete the images first, add --delete-images, or deploy the declared forceDelete: true.",
  );
});

test("a deployed forceDelete also deletes images, but unattended only with deleteImages", () => {
  expect(outcome(FORCED)).toMatch(/^delete: forceDelete is deployed.*even those that are pushed after this count\.$/);
  expect(outcome(FORCED, FULL, ALL)).toMatch(/^delete: forceDelete is deployed/);
  expect(outcome(FORCED, FULL, { unattended: true, deleteImages: false })).toMatch(
    /^refuse: .*--yes alone does not delete/,
  );
  expect(outcome(FORCED, EMPTY, { unattended: true, deleteImages: false })).toMatch(/^delete/);
});

test.each([EMPTY, FULL])("Retain refuses, whatever the contents and options", (contents) => {
  const declared = { ...DECLARED, deletionPolicy: "Retain" } as const;
  const reason =
    "refuse: deletionPolicy is Retain, so Terraform will not destroy the repository or anything else in its stack. To leave it in AWS, replace its declaration with an entry under `removed`. To delete it, set `deletionPolicy: Delete`";
  expect(outcome(FORCED, contents, ALL, declared)).toBe(`${reason}.`);
  expect(outcome(GUARDED, contents, ALL, declared)).toBe(`${reason} and list it under \`released\`.`);
  expect(outcome(GUARDED, contents, ALL, { ...declared, released: true })).toMatch(/^refuse: deletionPolicy is Retain/);
});

test.each([EMPTY, FULL])("Orphan repositories and those listed under removed stay, guarded or not", (contents) => {
  for (const owned of [FORCED, { ...FORCED, retained: true }]) {
    expect(outcome(owned, contents, ALL, { ...DECLARED, deletionPolicy: "Orphan" })).toMatch(
      /^keep: deletionPolicy is O/,
    );
    expect(outcome(owned, contents, ALL, { removed: true })).toMatch(/^keep: listed under `removed`/);
  }
});

test("a guarded repository is refused until it is declared, removed or released", () => {
  expect(outcome(GUARDED, EMPTY, ALL, UNDECLARED)).toBe(
    "refuse: it is no longer declared, but Terraform's state contains a guard for it (terraform_data.retained_<n>), so Terraform will not destroy the repository or anything else in its stack. To keep it, declare it again. To leave it in AWS without Terraform, list it under `removed`. To delete it, list it under `released`.",
  );
  expect(outcome(GUARDED, EMPTY, ALL)).toMatch(
    /^refuse: Terraform's state contains a guard.*To delete it, list it under `released`\./,
  );
  expect(outcome(GUARDED, EMPTY, ALL, { removed: false, released: true })).toMatch(/^delete/);
  expect(outcome(GUARDED, FULL, ASKED, { ...DECLARED, released: true })).toMatch(/^refuse: AWS does not delete/);
  expect(outcome(GUARDED, FULL, ALL, { ...DECLARED, released: true })).toMatch(/^empty/);
});

test("a guard without its repository is refused, and leaves the state once it is released", () => {
  const guard = { ...ABSENT, retained: true };
  expect(outcome(guard, NOT_IN_STATE, ALL, UNDECLARED)).toMatch(
    /^refuse: it is no longer declared, but Terraform's state contains a guard/,
  );
  expect(outcome(guard, NOT_IN_STATE, ALL, { removed: true })).toMatch(/^keep/);
  expect(outcome(guard, NOT_IN_STATE, ALL, { removed: false, released: true })).toMatch(
    /^keep: .*guard .*, but not the repository/,
  );
});

test("policies without their repository are refused, because Terraform would delete them unseen", () => {
  const left = { ...ABSENT, policies: ["aws_ecr_repository_policy.api"] };
  expect(outcome(left, NOT_IN_STATE, ALL)).toMatch(
    /^refuse: expected the repository in Terraform's state, found only its p/,
  );
  expect(outcome({ ...left, retained: true }, NOT_IN_STATE, ALL, { ...DECLARED, released: true })).toMatch(/^refuse/);
  expect(outcome(left, NOT_IN_STATE, ALL, { removed: true })).toMatch(/^keep/);
});

test("a repository whose images cannot be counted is refused", () => {
  expect(outcome(FORCED, { known: "nothing", why: "denied" }, ALL)).toBe(
    "refuse: the images cannot be counted. denied",
  );
});

test("a repository that AWS no longer has does not stop the destruction", () => {
  expect(outcome(OWNED, { known: "gone" })).toBe("delete: the repository no longer exists in AWS.");
});

test.each([
  ["arn:aws:ecr:eu-west-2:111122223333:repository/team/api", "account 111122223333, eu-west-2"],
  ["arn:aws:ecr:eu-west-1:444455556666:repository/team/api", "account 444455556666, eu-west-1"],
  ["arn:aws:ecr:eu-west-1:111122223333:repository/other", "arn:aws:ecr:eu-west-1:111122223333:repository/other"],
])("a state that has it as %s refuses: images would be looked for elsewhere", (arn, found) => {
  expect(outcome({ ...OWNED, arn }, EMPTY, ALL)).toBe(
    `refuse: expected account 111122223333, eu-west-1, found ${found} in Terraform's state.`,
  );
});

test("a public repository is refused, because its images are not counted, unless it stays", () => {
  const arn = "arn:aws:ecr-public::111122223333:repository/team/api";
  const owned = { ...FORCED, repositoryName: "public:team/api", arn };
  const contents: Contents = { known: "nothing", why: "It is public." };
  expect(outcome(owned, contents, ALL)).toMatch(/^refuse: it is public, and this command does not count/);
  expect(outcome(owned, contents, ALL, { deletionPolicy: "Retain", removed: false })).toMatch(
    /^refuse: deletionPolicy is Retain/,
  );
  expect(outcome(owned, contents, ALL, { removed: true })).toMatch(/^keep: listed under `removed`/);
});

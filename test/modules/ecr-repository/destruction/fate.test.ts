import {
  fateOf,
  type Contents,
  type Declared,
  type DestroyWishes,
} from "../../../../modules/ecr-repository/destruction/fate";
import { type OwnedRepository } from "../../../../modules/ecr-repository/destruction/state";

const LOCATION = { account: "111122223333", region: "eu-west-1" };
const OWNED: OwnedRepository = {
  repositoryName: "team/api",
  arn: "arn:aws:ecr:eu-west-1:111122223333:repository/team/api",
  forceDelete: false,
  addresses: [],
};
const FORCED = { ...OWNED, forceDelete: true };
const DECLARED: Declared = { deletionPolicy: "Delete", removed: false };
const EMPTY: Contents = { known: "images", count: 0, bytes: 0 };
const FULL: Contents = { known: "images", count: 3, bytes: 3000 };
const ASKED: DestroyWishes = { unattended: false, deleteImages: false };
const ALL: DestroyWishes = { unattended: true, deleteImages: true };

function fate(owned = OWNED, contents = FULL, wishes = ASKED, declared = DECLARED): string {
  const { kind, words } = fateOf(owned, declared, contents, LOCATION, wishes);
  return `${kind}: ${words}`;
}

test("an empty repository is deleted, asked or not, declared or not any more", () => {
  expect(fate(OWNED, EMPTY)).toBe("delete: is deleted");
  expect(fate(OWNED, EMPTY, { ...ASKED, unattended: true })).toBe("delete: is deleted");
  expect(fate(OWNED, EMPTY, ASKED, { removed: false })).toBe("delete: is deleted");
});

test("images refuse where AWS would, and are deleted first only on demand", () => {
  expect(fate()).toMatch(/^refuse: AWS refuses to delete it while it has images; --delete-images deletes them first$/);
  expect(fate(OWNED, FULL, { ...ASKED, deleteImages: true })).toMatch(/^empty: its images are deleted/);
});

test("a forceDelete that was only written is told as not deployed", () => {
  const declared = { ...DECLARED, forceDelete: true };
  expect(fate(OWNED, FULL, ASKED, declared)).toContain(
    "or deploy its forceDelete: true, which the state does not have",
  );
});

test("a forceDelete that was deployed takes the images along, but unattended only on demand", () => {
  expect(fate(FORCED)).toBe("delete: is deleted with its images (forceDelete)");
  expect(fate(FORCED, FULL, ALL)).toBe("delete: is deleted with its images (forceDelete)");
  expect(fate(FORCED, FULL, { unattended: true, deleteImages: false })).toMatch(
    /^refuse: has images: --yes deletes none/,
  );
  expect(fate(FORCED, EMPTY, { unattended: true, deleteImages: false })).toMatch(/^delete/);
});

test.each([EMPTY, FULL])("Retain refuses, whatever is in it and whatever is asked for", (contents) => {
  const declared = { ...DECLARED, deletionPolicy: "Retain" } as const;
  expect(fate(FORCED, contents, ALL, declared)).toMatch(/^refuse: Retain: .*move its name to removed/);
});

test.each([EMPTY, FULL])("Orphan, and what is named under removed, is let go and never deleted", (contents) => {
  expect(fate(FORCED, contents, ALL, { ...DECLARED, deletionPolicy: "Orphan" })).toMatch(/^let-go: Orphan/);
  expect(fate(FORCED, contents, ALL, { removed: true })).toMatch(/^let-go: named under removed/);
});

test("images that cannot be counted refuse, since nobody knows what would go", () => {
  expect(fate(FORCED, { known: "nothing", why: "denied" }, ALL)).toBe("refuse: its images cannot be counted: denied");
});

test("a repository that somebody has deleted already does not stop anything", () => {
  expect(fate(OWNED, { known: "gone" })).toBe("delete: is not in AWS any more");
});

test.each([
  "arn:aws:ecr:eu-west-2:111122223333:repository/team/api",
  "arn:aws:ecr:eu-west-1:444455556666:repository/team/api",
])("a state that has it as %s refuses: images would be looked for elsewhere", (arn) => {
  expect(fate({ ...OWNED, arn }, EMPTY, ALL)).toBe(
    `refuse: the state has it as ${arn}, which is not in account 111122223333, eu-west-1`,
  );
});

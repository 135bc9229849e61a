import {
  type Contents,
  type RepositoryPlan,
  type RepositoryOutcome,
} from "../../../src/operations/destruction/destroy-plan";
import { growthSince } from "../../../src/operations/destruction/growth";

const DELETE: RepositoryOutcome = { kind: "delete", words: "no images" };
const FORCED: RepositoryOutcome = { kind: "delete", words: "forced" };
const EMPTY: RepositoryOutcome = { kind: "empty", words: "images first" };
const KEEP: RepositoryOutcome = { kind: "keep", words: "stays" };
const REFUSE: RepositoryOutcome = { kind: "refuse", words: "has images" };

function images(...digests: readonly string[]): Contents {
  return { known: "images", count: digests.length, bytes: digests.length, digests };
}

function plans(outcome: RepositoryOutcome, contents: Contents, repositoryName = "team/api"): RepositoryPlan {
  return {
    owned: {
      repositoryName,
      stack: "dev-registry",
      arn: "arn",
      forceDelete: false,
      retained: false,
      policies: [],
      addresses: [],
    },
    contents,
    outcome,
  };
}

/** The names that grew, each with its unseen images. */
function growth(shown: readonly RepositoryPlan[], now: readonly RepositoryPlan[]): string[] {
  return growthSince(shown, now).map(({ now: { owned }, unseen }) => `${owned.repositoryName} ${unseen}`);
}

test("equal or less is not growth", () => {
  const shown = [plans(EMPTY, images("a", "b")), plans(DELETE, images(), "team/web")];
  expect(growth(shown, shown)).toEqual([]);
  expect(growth(shown, [plans(EMPTY, images("b"))])).toEqual([]);
  expect(growth(shown, [plans(DELETE, images())])).toEqual([]);
  expect(growth(shown, [plans({ kind: "delete", words: "gone" }, { known: "gone" })])).toEqual([]);
});

test("new images are counted by digest, even if others were deleted", () => {
  const shown = [plans(EMPTY, images("a", "b"))];
  expect(growth(shown, [plans(EMPTY, images("a", "b", "c"))])).toEqual(["team/api 1"]);
  expect(growth(shown, [plans(EMPTY, images("b", "c"))])).toEqual(["team/api 1"]);
});

test("the first image of an empty repository is growth", () => {
  expect(growth([plans(DELETE, images())], [plans(REFUSE, images("a"))])).toEqual(["team/api 1"]);
});

test("a copy is compared with what was shown in its own region", () => {
  const inRegion = (region: string, plan: RepositoryPlan): RepositoryPlan => ({
    ...plan,
    owned: { ...plan.owned, region },
  });
  const [first, copy] = [
    inRegion("eu-west-1", plans(EMPTY, images("a"))),
    inRegion("us-east-1", plans(DELETE, images())),
  ];
  expect(growth([first, copy], [first, copy])).toEqual([]);
  expect(growth([first, copy], [first, inRegion("us-east-1", plans(EMPTY, images("a")))])).toEqual(["team/api 1"]);
});

test("a repository that is new in the state is growth, with or without images", () => {
  const now = [plans(DELETE, images(), "team/new"), plans(FORCED, images("a"), "team/old")];
  expect(growth([], now)).toEqual(["team/new 0", "team/old 1"]);
});

test("a repository with a new refusal or another kind of deletion is growth", () => {
  const unknown: Contents = { known: "nothing", why: "denied" };
  expect(growth([plans(EMPTY, images("a"))], [plans(REFUSE, unknown)])).toEqual(["team/api 0"]);
  expect(growth([plans(EMPTY, images("a"))], [plans(FORCED, images("a"))])).toEqual(["team/api 0"]);
  expect(growth([plans(DELETE, { known: "gone" })], [plans(DELETE, images())])).toEqual(["team/api 0"]);
});

test("new images in a repository that stays are not growth, but its deletion is", () => {
  expect(growth([plans(KEEP, images())], [plans(KEEP, images("a"))])).toEqual([]);
  expect(growth([], [plans(KEEP, images("a"))])).toEqual([]);
  expect(growth([plans(KEEP, images())], [plans(DELETE, images())])).toEqual(["team/api 0"]);
});

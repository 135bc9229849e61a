import { type Contents, type Doomed, type Fate } from "../../../src/operations/destruction/destroy-plan";
import { growthSince } from "../../../src/operations/destruction/growth";

const DELETE: Fate = { kind: "delete", words: "no images" };
const FORCED: Fate = { kind: "delete", words: "forced" };
const EMPTY: Fate = { kind: "empty", words: "images first" };
const KEEP: Fate = { kind: "let-go", words: "stays" };
const REFUSE: Fate = { kind: "refuse", words: "has images" };

function images(...digests: readonly string[]): Contents {
  return { known: "images", count: digests.length, bytes: digests.length, digests };
}

function doomed(fate: Fate, contents: Contents, repositoryName = "team/api"): Doomed {
  return {
    owned: { repositoryName, arn: "arn", forceDelete: false, retained: false, policies: [], addresses: [] },
    contents,
    fate,
  };
}

/** The names that grew, each with its unseen images. */
function growth(shown: readonly Doomed[], now: readonly Doomed[]): string[] {
  return growthSince(shown, now).map(({ now: { owned }, unseen }) => `${owned.repositoryName} ${unseen}`);
}

test("the same or less is no growth", () => {
  const shown = [doomed(EMPTY, images("a", "b")), doomed(DELETE, images(), "team/web")];
  expect(growth(shown, shown)).toEqual([]);
  expect(growth(shown, [doomed(EMPTY, images("b"))])).toEqual([]);
  expect(growth(shown, [doomed(DELETE, images())])).toEqual([]);
  expect(growth(shown, [doomed({ kind: "delete", words: "gone" }, { known: "gone" })])).toEqual([]);
});

test("images that were not shown are counted by digest, also where others were deleted", () => {
  const shown = [doomed(EMPTY, images("a", "b"))];
  expect(growth(shown, [doomed(EMPTY, images("a", "b", "c"))])).toEqual(["team/api 1"]);
  expect(growth(shown, [doomed(EMPTY, images("b", "c"))])).toEqual(["team/api 1"]);
});

test("a repository that was shown as empty has grown with its first image", () => {
  expect(growth([doomed(DELETE, images())], [doomed(REFUSE, images("a"))])).toEqual(["team/api 1"]);
});

test("a repository that entered the state since was not shown, with or without images", () => {
  const now = [doomed(DELETE, images(), "team/new"), doomed(FORCED, images("a"), "team/old")];
  expect(growth([], now)).toEqual(["team/new 0", "team/old 1"]);
});

test("a repository that is refused, or deleted in another way, is shown again", () => {
  const unknown: Contents = { known: "nothing", why: "denied" };
  expect(growth([doomed(EMPTY, images("a"))], [doomed(REFUSE, unknown)])).toEqual(["team/api 0"]);
  expect(growth([doomed(EMPTY, images("a"))], [doomed(FORCED, images("a"))])).toEqual(["team/api 0"]);
  expect(growth([doomed(DELETE, { known: "gone" })], [doomed(DELETE, images())])).toEqual(["team/api 0"]);
});

test("what stays may grow, but what was to stay and is deleted now is shown again", () => {
  expect(growth([doomed(KEEP, images())], [doomed(KEEP, images("a"))])).toEqual([]);
  expect(growth([], [doomed(KEEP, images("a"))])).toEqual([]);
  expect(growth([doomed(KEEP, images())], [doomed(DELETE, images())])).toEqual(["team/api 0"]);
});

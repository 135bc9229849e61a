import { ImageTable } from "../../../../src/domain/images/listing/image-table";
import { image } from "../../lifecycle-policy/images";

test("each digest is there once, the first image of it, in the order of their coming", () => {
  const table = new ImageTable();
  // More than the first size of the table holds, so that it grows several times.
  const images = Array.from({ length: 5_000 }, (_, index) => image(index.toString(16), index));
  expect(images.filter((each) => table.add(each) !== undefined)).toEqual([]);
  expect(images.filter((each) => table.add({ ...each, bytes: 1 }) !== each)).toEqual([]);
  expect(table.images).toEqual(images);
});

test("an image can take the place of the one with its digest", () => {
  const table = new ImageTable();
  for (const name of ["a", "b", "c"]) table.add(image(name, 1));
  const other = image("b", 1, ["v2"]);
  table.replace(other);
  expect(table.images).toEqual([image("a", 1), other, image("c", 1)]);
  expect(table.add(image("b", 1))).toBe(other);
});

test("digests with one hash are told apart", () => {
  // Equal by 32 bits of FNV-1a; found by search.
  const [one, two] = ["sha256:46wu", "sha256:bwfa"];
  const table = new ImageTable();
  expect(table.add({ ...image("a", 1), digest: one })).toBeUndefined();
  expect(table.add({ ...image("b", 1), digest: two })).toBeUndefined();
  expect(table.images.map(({ digest }) => digest)).toEqual([one, two]);
  expect(table.add({ ...image("c", 1), digest: two })?.pushedAt).toBe(image("b", 1).pushedAt);
});

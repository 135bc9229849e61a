import { printHcl } from "../../hcl/document";
import { columns } from "../../hcl/string";
import { terraformFmt } from "./support/terraform-fmt";

/** Texts with the columns that they take, whichever Unicode this Node knows. */
const TEXTS: readonly (readonly [string, number])[] = [
  ["plain_ASCII", 11],
  ["e\u0301", 1],
  ["日本語", 3],
  ["👨‍👩‍👧", 1],
  ["🇩🇪🇫🇷", 2],
  ["각", 1],
  ["กำ", 1],
  // Conjuncts: one character from Unicode 15.1 on.
  ["ക്ഷ", 2],
  ["क्षेत्र", 4],
  ["क्‍ष", 2],
  ["ក្ក", 2],
];

test.each(TEXTS)("%s takes as many columns on every version of Node", (text, expected) => {
  expect(columns(text)).toBe(expected);
});

test("`terraform fmt` aligns keys of all scripts as they are printed", () => {
  const texts = TEXTS.map(([text]) => printHcl({ locals: { x: { [text]: "1", "a longer key": "2" } } }));
  expect(terraformFmt(texts)).toEqual(texts);
});

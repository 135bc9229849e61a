import { type Random } from "./random";

/** Values that the conditions are of, with names that make lines long. */
export const CONDITION_LOCALS = {
  the_first_of_the_numbers: 3,
  the_second_of_the_numbers: 8,
  what_has_been_chosen: [1, 3, 5, 8],
  whether_it_is_wanted: true,
  whether_it_is_refused: false,
};

const NUMBERS = ["local.the_first_of_the_numbers", "local.the_second_of_the_numbers", "1", "5"];
const FLAGS = ["local.whether_it_is_wanted", "local.whether_it_is_refused"];

/** A condition with all that lines are broken at, spaced anyhow; its operators bind as they are written. */
export function randomCondition(random: Random, depth = 4): string {
  if (depth === 0) return random.pick([...FLAGS, `${random.pick(NUMBERS)} > ${random.pick(NUMBERS)}`]);
  const inner = () => randomCondition(random, depth - 1);
  // Within a loop lines are broken within, not around.
  const short = () => randomCondition(random, Math.min(depth - 1, 1));
  const list = "local.what_has_been_chosen";
  return random.pick([
    () => `!(${inner()})`,
    () => `!contains(${list}, ${random.pick(NUMBERS)}) ${random.pick(["&&", "||"])} ${inner()}`,
    () => `${inner()} && ${inner()}`,
    () => `${inner()} || !${random.pick(FLAGS)} && ${inner()}`,
    () => `(${inner()} ? ${inner()} : ${inner()})`,
    () => `alltrue([for item in ${list} : item > ${random.pick(NUMBERS)} || ${short()}])`,
    () => `length([for item in ${list} : item if !(item < ${random.pick(NUMBERS)} && ${short()})]) == 2`,
    () => `length([for item in ${list} : item if item < ${random.pick(NUMBERS)} || ${inner()}]) > 1`,
    () => `anytrue([${inner()}, ${inner()}]) != ${random.pick(["true", "false"])}`,
  ])();
}

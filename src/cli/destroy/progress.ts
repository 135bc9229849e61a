import { counter } from "../support/counter";
import { type ProgressOutput } from "../support/progress";

/**
 * Shows the progress of a step: next to its title on a terminal, elsewhere as a line every few seconds.
 * @param detail shows what is happening now
 * @param label what is counted: "repositories counted"
 */
export function progressOf(
  { interactive }: ProgressOutput,
  detail: (text: string) => void,
  label: string,
): (done: number, total: number) => void {
  if (!interactive) return counter(label).update;
  return (done, total) => {
    detail(`${done} of ${total} ${label}`);
  };
}

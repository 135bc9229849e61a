import { counter } from "../support/counter";
import { type ProgressOutput } from "../support/progress";

/**
 * Reports the progress of a step: next to its title on a terminal, otherwise as a line every few seconds.
 * @param label what is counted, such as "repositories counted"
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

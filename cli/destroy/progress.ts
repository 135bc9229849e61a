import { counter } from "../counter";
import { type ProgressOutput } from "../local/progress";

/**
 * Shows how far a step has come: beside its title where steps are drawn, else as a line now and then.
 * @param detail takes what is happening just now
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

import { RIGHTS } from "../../operations/access/rights";
import { accessText } from "../../operations/access/words";
import { type AccessReport } from "../../operations/access/matrix";

const HEADING = ["repository", "principal", "kind", "account", "right", "answer", "reason"];

/** A row for each repository, principal and right. */
export function* accessCsv(report: AccessReport): Generator<string> {
  yield row(HEADING);
  yield* rowsOf(report);
}

/** The same for several environments and regions, with the name in front: `production`, or `production/us-east-1`. */
export function* accessCsvOfAll(
  reports: readonly { readonly name: string; readonly report: AccessReport }[],
): Generator<string> {
  yield row(["environment", ...HEADING]);
  for (const { name, report } of reports) yield* rowsOf(report, `${cell(name)},`);
}

function* rowsOf({ groups }: AccessReport, start = ""): Generator<string> {
  for (const { repositories, principals } of groups) {
    const rows = principals.flatMap(({ name, kind, account, access }) =>
      RIGHTS.map((right) => {
        const { answer } = access[right];
        return row([name, kind, account, right, answer, accessText(access[right])]);
      }),
    );
    for (const repository of repositories) yield rows.map((rest) => `${start}${cell(repository)},${rest}`).join("");
  }
}

function row(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/** @see https://www.rfc-editor.org/rfc/rfc4180 */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

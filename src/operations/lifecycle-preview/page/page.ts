import { type LifecycleDecision } from "../../../domain/lifecycle-policy/decision";
import { activeSince } from "../../../domain/images/image";
import { type Preview } from "../preview";
import { ruleWords } from "../../../domain/lifecycle-policy/describe-rule";
import { type LifecyclePolicy } from "../../../domain/lifecycle-policy/schema";
import { type RuleTotals } from "../rule-totals";
import { byRule, savings, previewSummary, type RuleGroup } from "../summary";
import { bytesText, countText, dayText, dollarsText, upperFirst } from "../../../domain/text/format";
import { colorOf } from "./colors";
import { escaped, headings, pageEnd, pageStart, phoneStyle } from "../../page/html";
import { SORT_SCRIPT } from "./sort-script";
import { timeLine } from "./time-line";

/** Browsers stay responsive up to this number of rows. */
const MAX_ROWS = 5_000;

/**
 * A preview as a self-contained page. JavaScript only sorts the table.
 * @param place where the repository is, such as `account 111122223333`
 */
export function* previewPage(
  preview: Preview,
  policy: LifecyclePolicy,
  place: readonly string[] = [],
): Generator<string> {
  const { repository, now, decisions, totals, rules, findings, notes } = preview;
  const groups = byRule(decisions);
  const acting = groups.map(({ priority }) => priority);
  const name = repository === "" ? "a repository" : repository;
  yield pageStart({
    title: `Lifecycle preview of ${name}`,
    style: `${phoneStyle("rules", RULE_COLUMNS)}${phoneStyle("images", COLUMNS)}`,
  });
  yield `<h1>What the lifecycle policy does to ${escaped(name)}</h1>
${place.length === 0 ? "" : `<p>${escaped(upperFirst(place.join(", ")))}</p>\n`}<p class="summary">${escaped(previewSummary(preview))}</p>
<p>Evaluated as of ${minuteText(now)}. Nothing has been changed.</p>
<dl class="figures">
${figure("deleted", totals.expire)}${figure("archived", totals.archive)}${figure("kept", totals.keep)}<div><dt>saved per month</dt><dd>${dollarsText(savings(preview))}</dd></div>
</dl>
${section("Findings", findings)}<h2 id="time">Images by push time</h2>
${timeLine(decisions, now, acting)}
<ul class="legend" aria-label="Colors"><li>${dot(colorOf("keep", null, acting))}kept</li>
${groups.map((group) => legend(group, acting)).join("\n")}
</ul>
<h2 id="rules-title">Rules</h2>
<div class="wide"><table id="rules" aria-labelledby="rules-title"><thead><tr>${headings(RULE_COLUMNS)}</tr></thead>
<tbody>
${ruleRows(policy, rules, groups, acting)}
</tbody></table></div>
`;
  yield section("Assumptions", notes);
  yield* imageTable(decisions, acting);
  yield `<p class="small">Sizes include every layer of each image. AWS bills layers that images share only once, so the billed storage can be smaller.</p>
`;
  yield pageEnd(SORT_SCRIPT);
}

function section(title: string, texts: readonly string[]): string {
  if (texts.length === 0) return "";
  return `<h2>${title}</h2>\n<ul>${texts.map((text) => `<li>${escaped(text)}</li>`).join("")}</ul>\n`;
}

/** `2026-03-01 12:00 UTC` */
function minuteText(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function figure(what: string, { images, bytes }: { readonly images: number; readonly bytes: number }): string {
  return `<div><dt>${what}</dt><dd>${countText(images, "image")}<small>${bytesText(bytes)}</small></dd></div>\n`;
}

function legend({ priority, action }: RuleGroup, acting: readonly number[]): string {
  const verb = action === "expire" ? "deleted" : "archived";
  return `<li>${dot(colorOf(action, priority, acting))}${verb} by rule ${priority}</li>`;
}

function dot(color: string): string {
  return `<span class="dot" style="background:${color}"></span>`;
}

function ruleRows(
  policy: LifecyclePolicy,
  totals: readonly RuleTotals[],
  groups: readonly RuleGroup[],
  acting: readonly number[],
): string {
  const descriptions = new Map(policy.rules.map(({ rulePriority, description }) => [rulePriority, description]));
  return totals
    .map(({ rule, selected, actsOn, lost }) => {
      const { rulePriority } = rule;
      const group = groups.find(({ priority }) => priority === rulePriority);
      const color = group === undefined ? "transparent" : colorOf(group.action, rulePriority, acting);
      const counts = [selected, actsOn, lost].map((count) => `<td>${count.toLocaleString("en-US")}</td>`).join("");
      return `<tr><td class="short">${dot(color)}${rulePriority}</td><td>${escaped(ruleWords(rule))}</td><td>${escaped(descriptions.get(rulePriority) ?? "")}</td>${counts}<td class="short">${bytesText(group?.bytes ?? 0)}</td></tr>`;
    })
    .join("\n");
}

const BATCH = 500;
const RULE_COLUMNS = ["Rule", "Action", "Description", "Selects", "Acts on", "Lost to earlier", "Size"];
const COLUMNS = ["Action", "Rule", "Pushed", "Last pull", "Due", "Size", "Tags", "Digest", "Why"];

function* imageTable(decisions: readonly LifecycleDecision[], acting: readonly number[]): Generator<string> {
  const changed = decisions.filter(({ action }) => action !== "keep").reverse();
  const rows = [...changed, ...decisions.filter(({ action }) => action === "keep")];
  yield `<h2 id="images-title">Images</h2>\n`;
  if (rows.length > MAX_ROWS) {
    yield `<p>The first ${MAX_ROWS.toLocaleString("en-US")} of ${countText(rows.length, "image")}, starting with deleted and archived images. To list all, use <code>-o json</code>.</p>\n`;
  }
  yield `<div class="wide"><table id="images" aria-labelledby="images-title"><thead><tr>${headings(COLUMNS)}</tr></thead>\n<tbody>\n`;
  const shown = rows.slice(0, MAX_ROWS);
  for (let start = 0; start < shown.length; start += BATCH) {
    yield `${shown
      .slice(start, start + BATCH)
      .map((decision) => imageRow(decision, acting))
      .join("\n")}\n`;
  }
  yield `</tbody></table></div>\n`;
}

const VERBS = { keep: "kept", expire: "deleted", archive: "archived" } as const;

function imageRow({ image, action, rulePriority, reason, on }: LifecycleDecision, acting: readonly number[]): string {
  const color = colorOf(action, rulePriority, acting);
  const time = activeSince(image);
  return (
    `<tr><td class="short">${dot(color)}${VERBS[action]}</td><td data-sort="${rulePriority ?? ""}">${rulePriority ?? "-"}</td>` +
    `<td class="short" data-sort="${time}">${dayText(time)}</td><td class="short" data-sort="${image.pulledAt ?? ""}">${dayText(image.pulledAt)}</td><td class="short" data-sort="${on ?? ""}">${dayText(on)}</td>` +
    `<td class="short" data-sort="${image.bytes}">${bytesText(image.bytes)}</td><td class="tags">${escaped(image.tags.join(", "))}</td>` +
    `<td><code title="${escaped(image.digest)}">${escaped(image.digest)}</code></td><td>${escaped(reason)}</td></tr>`
  );
}

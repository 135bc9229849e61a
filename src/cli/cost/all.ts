import { requireAccount } from "../../aws/identity";
import { total } from "../../operations/cost/cost";
import { bytesText, dollarsText } from "../../domain/text/format";
import {
  ENVIRONMENT_HEADING,
  environmentCells,
  environmentsTable,
  environmentsText,
  errorLines,
  errorRecord,
  NOT_READ,
  ofAllEnvironments,
  type EnvironmentOutcome,
} from "../support/all-environments";
import { refuseWithAll } from "../support/arguments";
import { jsonText, write } from "../support/write";
import { LABEL, listEnvironment } from "./aws-listing";
import { costsOf, costsRecord, settingsOf, type CostOptions, type Costs, type CostSettings } from "./cost";

type EnvironmentCosts = EnvironmentOutcome<Costs>;

/** `ecr cost --all`: the cost of every environment. One that cannot be read does not hide the others. */
export async function allCostCommand(root: string, options: CostOptions): Promise<void> {
  refuseWithAll({ "--images": options.images });
  const settings = settingsOf(options);
  const all = await ofAllEnvironments(root, LABEL, async ({ environment }, { progress }) => {
    await requireAccount(environment);
    return costsOf(await listEnvironment(environment, options.layers === true, progress), environment, settings);
  });
  await write([options.output === "json" ? jsonText(all.map((costs) => recordOf(costs, settings))) : table(all)]);
  process.exitCode = all.every(({ ok }) => ok) ? 0 : 1;
}

function recordOf(costs: EnvironmentCosts, settings: CostSettings): object {
  if (!costs.ok) return errorRecord(costs);
  const { name, location } = costs.environment;
  return { environment: name, ...location, ...costsRecord(costs.value, settings) };
}

const HEADING = [...ENVIRONMENT_HEADING, "REPOSITORIES", "IMAGES", "STORED", "PER MONTH", "AFTER", "PER MONTH"];

/** A row for each environment and one for all, then what could not be read. */
function table(all: readonly EnvironmentCosts[]): string {
  const repositories = all.flatMap((costs) => (costs.ok ? costs.value.repositories : []));
  const { now, after } = total(repositories);
  return environmentsTable(
    [HEADING, ...all.map(row), ["all", "", "", ...cells({ repositories, notes: [] })]],
    all.flatMap(errorLines),
    `${environmentsText(all)}: the images cost about ${dollarsText(now.cost)} per month, and ${dollarsText(after.cost)} after the lifecycle policies have run. For details, run npx ecr cost <environment>.`,
  );
}

function row(costs: EnvironmentCosts): string[] {
  const [name, account, region] = environmentCells(costs);
  return [name, account, region, ...(costs.ok ? cells(costs.value) : Array<string>(6).fill(NOT_READ))];
}

function cells({ repositories }: Costs): string[] {
  const { now, after } = total(repositories);
  return [
    String(repositories.length),
    String(now.images),
    ...[now, after].flatMap(({ bytes, cost }) => [bytesText(bytes), dollarsText(cost)]),
  ];
}

import { GIGABYTE } from "../../domain/text/format";

/** Dollars per GB per month. */
export interface Prices {
  readonly standard: number;
  /** For the first 150 TB in the archive, which most registries never exceed. */
  readonly archive: number;
}

/**
 * Prices in most regions. Below 150 TB, the archive costs as much as the standard class, and restoring images costs extra.
 * @see https://aws.amazon.com/ecr/pricing/
 */
export const DEFAULT_PRICES: Prices = { standard: 0.1, archive: 0.1 };

/** Dollars per month for a number of bytes. */
export function dollars(bytes: number, price: number): number {
  return (bytes / GIGABYTE) * price;
}

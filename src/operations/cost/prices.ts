import { GIGABYTE } from "../../domain/text/format";

/** Dollars a GB and month. */
export interface Prices {
  readonly standard: number;
  /** The archive's first 150 TB of a month, which is all that most registries have. */
  readonly archive: number;
}

/**
 * Prices of most Regions. The archive is no cheaper than the standard class below 150 TB a month, and a restoration is
 * billed by the GB.
 * @see https://aws.amazon.com/ecr/pricing/
 */
export const DEFAULT_PRICES: Prices = { standard: 0.1, archive: 0.1 };

/** Dollars a month for so many bytes. */
export function dollars(bytes: number, price: number): number {
  return (bytes / GIGABYTE) * price;
}

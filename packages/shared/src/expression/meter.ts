import { fail } from "./failure.ts";
import { EXPRESSION_LIMITS } from "./limits.ts";

/** Counts the work of one evaluation. Every visited node and every touched element spends a unit. */
export class Meter {
  private left: number;

  constructor(budget: number) {
    this.left = budget;
  }

  spend(units: number): void {
    this.left -= units;
    if (this.left < 0) {
      fail(
        "budget_exceeded",
        "This expression does too much work for its data. Filter the list first or split the step.",
      );
    }
  }

  /** Charges for a failure that an operator absorbs: making and catching an error costs far more than a node. */
  absorbFailure(): void {
    this.spend(100);
  }

  /** Charges for building or scanning a text, and refuses one that would be too long. */
  text(length: number): void {
    if (length > EXPRESSION_LIMITS.string_length) {
      fail("too_large", "This text grows over 5 million characters. Shorten it before joining it.");
    }
    this.spend(1 + (length >> 5));
  }

  /** Charges for building or scanning a list or map of `length` elements. */
  elements(length: number): void {
    if (length > EXPRESSION_LIMITS.list_length) {
      fail("too_large", "This list grows over 1 million elements. Filter it first.");
    }
    this.spend(1 + length);
  }
}

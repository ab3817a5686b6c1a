import type { History, Report, Rule, RunHistory, Violation } from "./history.ts";
import { checkSkips, checkStarts } from "./rules/edges.ts";
import { checkEventIds, checkOneEnd, checkOwnEvents, checkSeq } from "./rules/order.ts";
import { checkAskedFirst, checkOutcomes, checkTimes } from "./rules/outcomes.ts";
import {
  checkCallsAfterEnd,
  checkCallsAreKnown,
  checkKeys,
  checkOneEffect,
  checkRecordedEffects,
} from "./rules/outside.ts";
import { checkAtRest, checkChildren, checkRow, checkTasks } from "./rules/projections.ts";
import { checkAcknowledged, checkTold } from "./rules/told.ts";

const RUN_RULES: readonly [Rule, (run: RunHistory, report: Report) => void][] = [
  ["gapless_seq", checkSeq],
  ["own_events", checkOwnEvents],
  ["one_end", checkOneEnd],
  ["one_outcome", checkOutcomes],
  ["start_allowed", checkStarts],
  ["skip_allowed", checkSkips],
  ["not_early", checkTimes],
  ["asked_first", checkAskedFirst],
  ["row_is_fold", checkRow],
  ["tasks_are_fold", checkTasks],
];

const HISTORY_RULES: readonly [Rule, (history: History, report: Report) => void][] = [
  ["unique_event_id", checkEventIds],
  ["one_effect", checkOneEffect],
  ["same_key", checkKeys],
  ["call_after_commit", checkCallsAreKnown],
  ["call_after_end", checkCallsAfterEnd],
  ["recorded_effect", checkRecordedEffects],
  ["acknowledged", checkAcknowledged],
  ["told", checkTold],
  ["children", checkChildren],
];

/**
 * Everything in a history that a promise of the engine rules out.
 * @param now RFC 3339; what is to happen later than this may still wait
 */
export function checkHistory(history: History, now: string): Violation[] {
  const found: Violation[] = [];
  const reportAs =
    (rule: Rule): Report =>
    (violation) =>
      void found.push({ rule, ...violation });
  for (const [rule, check] of RUN_RULES) for (const run of history.runs) check(run, reportAs(rule));
  for (const [rule, check] of HISTORY_RULES) check(history, reportAs(rule));
  checkAtRest(history, now, reportAs("ended_or_waiting"));
  return found;
}

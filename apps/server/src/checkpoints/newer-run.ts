// While servers are brought up to date one by one, some of them know more than others.
import { AppError } from "@worktrail/shared/errors";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { isKnownEvent } from "@worktrail/shared/run/fold-events";

/** This process is too old to go on with the run; one of the version that wrote it is not. */
export class NewerRun extends AppError {
  constructor(what: string) {
    super(
      "UNAVAILABLE",
      "A newer version of this server has worked on this run, and the one that you reached is still the older one. Try again in a moment, or once every server is up to date.",
    );
    this.cause = what;
  }
}

/** @throws NewerRun where one of them means something that only a newer version knows */
export function requireKnown(events: readonly WorktrailEvent[]): void {
  const unknown = events.find((event) => !isKnownEvent(event));
  if (unknown) throw new NewerRun(`The event ${unknown.event_type} is not known here.`);
}

// Made once: to make one takes longer than to write a hundred times with it.
const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** "20:12:03", in the time zone of whoever looks; with the day where it is not today's. */
export function timeOfDay(value: string | number, now = Date.now()): string {
  const moment = new Date(value);
  const time = TIME.format(moment);
  if (moment.toDateString() === new Date(now).toDateString()) return time;
  return `${moment.toLocaleDateString("en", { day: "numeric", month: "short" })}, ${time}`;
}

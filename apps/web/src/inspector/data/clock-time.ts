/** A moment of today by its time alone: "14:02"; any other with its day: "20 Nov, 14:02". */
export function clockTime(at: string, now: Date = new Date()): string {
  const moment = new Date(at);
  const time = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (moment.toDateString() === now.toDateString()) return time;
  return `${moment.toLocaleDateString("en-GB", { day: "numeric", month: "short" })}, ${time}`;
}

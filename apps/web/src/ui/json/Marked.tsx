/** A text in which a word is marked wherever it stands; capitals do not matter. */
export function Marked({ text, query }: { text: string; query: string }) {
  const word = query.trim().toLowerCase();
  const lower = text.toLowerCase();
  // Where lowering changes the length, as for some letters of Turkish, places would not fit.
  if (word === "" || lower.length !== text.length || !lower.includes(word)) return text;
  const parts: { text: string; at: number; marked: boolean }[] = [];
  let at = 0;
  for (let found = lower.indexOf(word); found !== -1; found = lower.indexOf(word, at)) {
    if (found > at) parts.push({ text: text.slice(at, found), at, marked: false });
    parts.push({ text: text.slice(found, found + word.length), at: found, marked: true });
    at = found + word.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), at, marked: false });
  return parts.map((part) =>
    part.marked ? (
      <mark key={part.at} className="rounded-[2px] bg-warning-text/25 text-inherit">
        {part.text}
      </mark>
    ) : (
      <span key={part.at}>{part.text}</span>
    ),
  );
}

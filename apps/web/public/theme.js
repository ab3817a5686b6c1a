// Applies the stored theme before the first paint. A file of its own, so that a strict CSP lets it run.
try {
  const choice = localStorage.getItem("worktrail.theme");
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
} catch {
  // Storage is blocked: the system's theme applies.
}

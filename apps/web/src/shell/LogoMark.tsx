/** Two ends joined by a trail that winds between them. Decorative: the product's name stands beside it. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={className}>
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path
        d="M5.5 8.5v3.75a3.25 3.25 0 0 0 6.5 0v-.5a3.25 3.25 0 0 1 6.5 0v3.75"
        strokeWidth="1.75"
        strokeLinecap="round"
        className="stroke-accent-contrast"
      />
      <circle cx="5.5" cy="7.25" r="2" className="fill-accent-contrast" />
      <circle cx="18.5" cy="16.75" r="2" className="fill-accent-contrast" />
    </svg>
  );
}

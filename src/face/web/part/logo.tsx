/** The mark of Dialtone: the two tones that one hears before dialling. */
export function Logo({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path
        d="M2 12c1.7 0 1.7-6 3.3-6s1.7 12 3.4 12S10.3 6 12 6s1.7 12 3.3 12S17 6 18.7 6 20.3 12 22 12"
        stroke="currentColor"
        stroke-width="2.3"
        stroke-linecap="round"
      />
    </svg>
  )
}

/** The headers of every answer, as the proxy sets them. */

/**
 * What a page may load: itself. Scripts carry the nonce of their answer; charts position their marks by style
 * attributes, which can run nothing, so those are allowed while style elements are not.
 */
export function pagePolicy(nonce: string, isDevelopment = process.env.NODE_ENV === 'development'): string {
  return [
    `default-src 'self'`,
    // The development server compiles in the browser and brings its own styles.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    isDevelopment ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

/** Everything but the policy. */
export function securityHeaders(address = process.env.LONGRUN_URL ?? ''): [string, string][] {
  return [
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'DENY'],
    ['referrer-policy', 'same-origin'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
    // Said over plain HTTP it means nothing, and on a hospital's test machine it would lock browsers out for a year.
    ...(address.startsWith('https://')
      ? ([['strict-transport-security', 'max-age=31536000; includeSubDomains']] as [string, string][])
      : []),
  ]
}

import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./app/ui/i18n/request.ts')

const config: NextConfig = {
  serverExternalPackages: ['@duckdb/node-api', '@libsql/client', 'pg'],
  images: { unoptimized: true },
  poweredByHeader: false,
  // `forbidden()`: a page that an account may not see answers 403.
  experimental: { authInterrupts: true },
}

export default withNextIntl(config)

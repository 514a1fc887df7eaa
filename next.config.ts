import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./app/ui/i18n/request.ts')

const config: NextConfig = {
  serverExternalPackages: ['@duckdb/node-api', '@libsql/client', 'pg'],
  images: { unoptimized: true },
  poweredByHeader: false,
  // `forbidden()`: a page that an account may not see answers 403.
  experimental: { authInterrupts: true },
  // Messages come parsed (`app/ui/i18n/compiled.ts`); the formatter that parses is left out of every bundle.
  turbopack: {
    resolveAlias: {
      'use-intl/format-message': './node_modules/use-intl/dist/esm/production/format-message/format-only.js',
    },
  },
}

export default withNextIntl(config)

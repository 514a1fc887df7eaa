import { useTranslations } from 'next-intl'
import { PageSkeleton } from '../ui/states/skeleton.tsx'

export default function Loading() {
  return <PageSkeleton label={useTranslations('shell')('loading')} />
}

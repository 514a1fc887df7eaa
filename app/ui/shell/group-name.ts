import { useTranslations } from 'next-intl'

/** Names a group; one that the list of groups does not hold has only its id, and is said to be so. */
export function useGroupName(): (group: { key: string; label: string }) => string {
  const t = useTranslations('values')
  return ({ key, label }) => (key === label ? t('unlistedGroup', { id: key }) : label)
}

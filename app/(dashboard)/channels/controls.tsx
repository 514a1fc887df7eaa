import { useTranslations } from 'next-intl'
import { Switch } from '../../ui/shell/switch.tsx'
import type { ChannelsPage } from './gather.ts'
import { MarginField } from './margin-field.tsx'
import { ATTRIBUTIONS, HORIZONS, PERIODS } from './settings.ts'

/** What holds for the whole page: months, attribution, days of value, margin. */
export function ChannelControls({ data }: { data: ChannelsPage }) {
  const t = useTranslations('channels')
  return (
    <div className="no-print flex flex-wrap items-center gap-x-5 gap-y-2">
      <Switch
        name="period"
        label={t('period.label')}
        isLabelShown
        current={data.period}
        options={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
      />
      <Switch
        name="attribution"
        label={t('attribution.label')}
        isLabelShown
        current={data.attribution}
        options={ATTRIBUTIONS.map((value) => ({ value, label: t(`attribution.${value}`) }))}
      />
      <Switch
        name="horizon"
        label={t('horizon')}
        isLabelShown
        current={data.horizon}
        options={HORIZONS.map((value) => ({ value, label: t('days', { days: value }) }))}
      />
      <MarginField margin={data.margin} label={t('margin.label')} help={t('margin.help')} />
    </div>
  )
}

import { column, type Feed } from '../feed.ts'

export const MARKETING_FEEDS: readonly Feed[] = [
  {
    id: 'marketing/channels',
    key: ['channel'],
    columns: [
      column('channel', 'id', { required: true }),
      column('name', 'text'),
      column('type', 'text'),
      column('states', 'text'),
    ],
  },
  {
    id: 'marketing/channel_daily',
    key: ['date', 'channel'],
    freshBy: 'date',
    columns: [
      column('date', 'day', { required: true }),
      column('channel', 'id', { required: true }),
      column('exposures', 'number'),
      column('clicks', 'number'),
      column('cost_cny', 'money'),
    ],
  },
  {
    id: 'marketing/costs',
    key: ['month', 'category', 'channel', 'group_id', 'item'],
    columns: [
      column('month', 'month', { required: true }),
      column('category', 'enum', { required: true, values: ['labour', 'content', 'event', 'tool', 'other'] }),
      column('amount_cny', 'money', { required: true }),
      column('channel', 'id'),
      column('group_id', 'id'),
      column('item', 'text'),
    ],
  },
  {
    id: 'marketing/benefits',
    key: ['month', 'name'],
    columns: [
      column('month', 'month', { required: true }),
      column('name', 'text', { required: true }),
      column('amount_cny', 'money', { required: true }),
      column('assumption', 'text', { required: true }),
    ],
  },
]

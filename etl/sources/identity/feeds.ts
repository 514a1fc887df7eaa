import { column, type Feed } from '../feed.ts'

export const IDENTITY_FEEDS: readonly Feed[] = [
  {
    id: 'identity/links',
    key: ['member_id', 'patient_id'],
    columns: [
      column('member_id', 'id', { required: true }),
      column('patient_id', 'id', { required: true }),
      column('method', 'text'),
      column('linked_at', 'instant'),
    ],
  },
]

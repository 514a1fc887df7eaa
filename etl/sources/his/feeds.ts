import { column, type Feed } from '../feed.ts'

/** GB/T 2261.1 codes and the usual words; 0 and 9 both say that nobody knows. */
const SEX_ALIASES = {
  '1': 'M',
  '2': 'F',
  '0': 'U',
  '9': 'U',
  男: 'M',
  女: 'F',
  男性: 'M',
  女性: 'F',
  未知: 'U',
} as const

export const HIS_FEEDS: readonly Feed[] = [
  {
    id: 'his/patients',
    key: ['patient_id'],
    columns: [
      column('patient_id', 'id', { required: true }),
      column('name', 'name'),
      column('sex', 'enum', { values: ['M', 'F', 'U'], aliases: SEX_ALIASES }),
      column('birth_date', 'day'),
      column('id_no', 'secret-id'),
      column('phone', 'secret-phone'),
      column('region', 'text'),
      column('payer', 'text'),
      column('created_at', 'instant'),
      column('merged_into', 'id'),
      column('deceased_on', 'day'),
      column('is_test', 'boolean'),
    ],
  },
  {
    id: 'his/visits',
    key: ['visit_id'],
    freshBy: 'visited_at',
    rules: [{ kind: 'order', earlier: 'visited_at', later: 'ended_at' }],
    columns: [
      column('visit_id', 'id', { required: true }),
      column('patient_id', 'id', { required: true }),
      column('visited_at', 'instant', { required: true }),
      column('ended_at', 'instant'),
      column('visit_type', 'enum', {
        values: ['outpatient', 'emergency', 'inpatient', 'checkup', 'online', 'other'],
      }),
      column('status', 'enum', { values: ['attended', 'registered', 'cancelled', 'no_show'] }),
      column('hospital', 'text'),
      column('department', 'text'),
      column('doctor', 'text'),
      column('diagnosis_code', 'text'),
      column('diagnosis_name', 'text'),
      column('disease', 'text'),
      column('planned_return_on', 'day'),
    ],
  },
  {
    id: 'his/charges',
    key: ['charge_id'],
    freshBy: 'charged_at',
    columns: [
      column('charge_id', 'id', { required: true }),
      column('patient_id', 'id', { required: true }),
      column('visit_id', 'id'),
      column('charged_at', 'instant', { required: true }),
      column('amount_cny', 'money', { required: true }),
      column('category', 'text'),
    ],
  },
  {
    id: 'his/appointments',
    key: ['appointment_id'],
    freshBy: 'booked_at',
    columns: [
      column('appointment_id', 'id', { required: true }),
      column('patient_id', 'id', { required: true }),
      column('booked_at', 'instant', { required: true }),
      column('slot_at', 'instant', { required: true }),
      column('department', 'text'),
      column('status', 'enum', { values: ['booked', 'fulfilled', 'cancelled', 'no_show'] }),
      column('via', 'enum', { values: ['community', 'phone', 'window', 'app'] }),
    ],
  },
]

import type { Selection } from '../../../lib/filters/selection.ts'
import type { MembersPage } from './gather.ts'

/** What every panel of the page gets. */
export interface PanelProps {
  data: MembersPage
  selection: Selection
}

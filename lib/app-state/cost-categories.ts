/** Categories of the costs that are no media costs, as in the drop files. */
export const COST_CATEGORIES = ['labour', 'content', 'event', 'tool', 'other'] as const

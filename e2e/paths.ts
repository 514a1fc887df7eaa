/** The pages of figures that need no name of a person or group, in the order of the navigation. */
export const PAGES = [
  '/',
  '/checkpoints',
  '/activity',
  '/activity/content',
  '/retention',
  '/funnel',
  '/channels',
  '/members',
  '/at-risk',
  '/reports',
  '/data',
] as const

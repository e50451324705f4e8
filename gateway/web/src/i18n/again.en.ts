import type { Shape } from './zh'
import type { again as zh } from './again.zh'

export const again: Shape<typeof zh> = {
  title: 'Watch again',
  whole: 'The whole show from its beginning ({n})',
  clip: 'Watch this one by itself',
  clips: 'One by one',
  watching: 'You are watching again',
  close: 'Stop watching',
  toLive: 'Back to live',
  all: 'The whole programme',
  fewer: 'Only what is near',
  remind: 'Remind me before it begins',
  remindOff: 'No reminder',
  reminded: 'This page will remind you. When the time of the item changes, so does the reminder; please leave this page open.',
  soon: 'About to begin: {what}',
  seen: 'All right',
  changed: 'Line {from} failed; line {to} plays instead.',
  unplayable: 'This browser cannot play it. Please try another browser or another phone.',
  picture: 'The recorded picture',
  minutes: '{n} minutes',
  less: 'less than a minute',
}

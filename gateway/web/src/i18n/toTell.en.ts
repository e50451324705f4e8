import type { toTell as zh } from './toTell.zh'

export const toTell: typeof zh = {
  title: 'To be told in person',
  none: 'Nobody has to be told in person just now.',
  n: '{n} to tell',
  text: 'No message reaches these neighbours. Tell them at the door or by telephone, and write it down here.',
  where: '{address}, {name}',
  register: 'Number on the register {phone}',
  told: 'They know now',
  toldFor: 'They know now: {name}',
  how: 'How were they told?',
  hows: { visit: 'In person', phone: 'By telephone', family: 'Through family', paper: 'A note at the door' },
  note: 'A few words (may be left empty)',
  save: 'Write it down',
  done: 'Written down: {name} knows.',
  more: 'Show more',
}

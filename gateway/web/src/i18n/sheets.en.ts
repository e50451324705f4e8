import type { sheets as zh } from './sheets.zh'

export const sheets: typeof zh = {
  title: 'Lists on paper',
  lead: 'Photograph a list that came back, and type it row by row beside its picture.',
  building: 'Building',
  show: 'Show it',
  take: 'Take or choose a photo',
  sending: 'Sending…',
  none: 'There are no photographs of this building.',
  of: '{when}, by {by}',
  done: '{typed} rows typed, {unreadable} cannot be read',
  until: 'Kept until {day}, then deleted by itself',
  open: 'Type it',
  drop: 'Delete the photograph',
  dropText: 'What was typed stays; only the picture goes.',
  dropped: 'Deleted.',
  picture: 'List of {name}, photograph',
  larger: 'Larger',
  smaller: 'Smaller',
  turn: 'Turn',
  left: '{n} rows to do',
  allDone: 'Every row was looked at.',
  nobody: 'nobody is known here',
  registered: 'registered',
  type: 'Type this row',
  finish: 'Typed, next row',
  unreadable: 'Cannot be read',
  again: 'Type it again',
  byHand: 'Changed by hand',
  byHandHint: 'Somebody changed on paper what was printed: another person, struck out, added',
  note: 'What was changed',
  whoFirst: 'Write this household down first',
  state: { todo: 'to do', typed: 'typed', unreadable: 'cannot be read' },
  marked: 'Written down.',
}

/** What is wrong with a photograph of a list. */
export const sheetErrors = {
  picture: 'This is no whole photo. Please choose a JPEG or PNG, or take another one.',
  picture_size: 'The photo is too large or too small. Please take the whole list into the picture and try again.',
}

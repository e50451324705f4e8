import type { tables as zh } from './tables.zh'

export const tables: typeof zh = {
  none: 'There is no banquet to be seated soon. Once its halls and tables are here, people can be seated.',
  sittings: 'Sittings', hall: 'Hall', seatsOf: '{tables} tables, {n} seats', scheme: 'Coloured by',
  schemes: { estate: 'estate', need: 'need', balance: 'kinds of dishes', state: 'state' },
  need: { wheelchair: 'wheelchair', allergens: 'allergens declared', quiet: 'quiet', only: 'halal or theme', none: 'nothing particular' },
  balance: '{n} of soup, steamed, vegetable',
  state: { reprint: 'card to print again', moved: 'just moved', hand: 'chosen by hand', printed: 'card printed', seated: 'seated' },
  free: 'free', noTable: 'no table',
  find: 'Find where somebody sits', findHint: 'name, pinyin, last digits of a phone, door', findGo: 'Find', notFound: 'Nobody like that comes to this sitting.', peopleN: '{n} people',
  table: 'Table {n}', there: '{hall}, table {n}', taken: '{n} of {of} taken', aisle: 'way beside it {cm} cm', toilet: 'accessible toilet {m} m away', ends: 'wheelchair seats: {list}',
  halal: 'Halal table', theme: 'theme table in the evening', dishes: '{n} dishes with {list}', fill: { soup: 'soup', steamed: 'steamed', vegetable: 'vegetable' },
  home: '{where} · {n} people', places: 'seats {list}', kin: 'with kin', nobody: 'Nobody sits at this table.', moveTo: 'Move to table', tryMove: 'See what it costs',
  edit: { number: 'Number', seats: 'Seats', x: 'From the left (cm)', y: 'From the top (cm)', rotation: 'Turned by (degrees)', ends: 'Seats for wheelchairs', stepFree: 'No steps on the way', save: 'Change this table', copy: 'Add one like it', drop: 'Take it away' },
  closer: 'Closer', farther: 'Farther', whole: 'Whole hall', measure: 'Measure', measured: '{cm} cm', editOn: 'Change tables', editOff: 'Back to people', back: 'Take the last table change back', undo: 'Take the last move back',
  dragHint: 'Drag a household from its seat to another table: you see who would have to move before anything is done. Drag the ground to move the drawing, turn the wheel to come closer.', editHint: 'Drag a table; near others it lines up with them. The number is the space between the two.',
  alt: 'Drawing of {hall}: {tables} tables, {n} seats. Tables can be chosen and people moved beside it without a mouse.',
  capacity: 'At most {n} people at one sitting', rule: { seats: '{n} seats are drawn', area: 'at 2 m² a person, {n}', fixed: '80 % of the fixed seats, {n}', permit: 'ceiling of the permit, {n}' }, binds: 'this one decides', over: 'More seats are drawn than people may sit here. Seating keeps to the number above.',
  pick: 'Choose a table', file: 'Drawing as a file', export: 'Take the drawing out (pretix)', import: 'Bring another drawing in', importGo: 'Put it in place', replaced: 'The drawing is replaced',
  problem: {
    not_json: 'This file is no drawing.', cut_short: 'The file is cut off. Please export it again.', too_large: 'The file is too large, or has too many tables.', no_seats: 'The drawing has no tables.', duplicate_guid: 'Table no. {n} of the file has the id of another.', duplicate_name: 'Table no. {n} of the file has the number of another.',
    two_on_one_spot: 'Table no. {n} of the file stands on the spot of another.', empty_table: 'Table no. {n} of the file has no seats.', bad_table: 'Table no. {n} of the file stands off the drawing, or its seats are wrong.',
  },
  close: 'Close this hall', closed: 'This hall is closed at this sitting. Its people sit elsewhere or get the meal brought.',
  closeTitle: 'Closing {hall}: what happens', moveTitle: 'To {table}', updateTitle: 'Bring up to date with who comes now', undoTitle: 'Take the last change back', update: 'Bring up to date with who comes now', confirm: 'Do it', done: 'Done, {n} households moved', reprintN: '{n} table cards to print again',
  cards: 'Print the cards of this hall', card: 'Print the card of this table', cardsHint: 'People at a printed table do not make room for others; where they move, you are told which cards to print again.',
  left: '{n} households for you to decide', brought: '{n} more get the meal brought.',
  news: '{by} just {what}; {n} households moved.', newsTable: '{by} just changed table {n}.', kinds: { run: 'seated everybody anew', move: 'moved a household', close: 'closed a hall', update: 'brought it up to date', undo: 'took a change back' },
  lost: '{by} moved this household to {table} at {at}; that stands.', lostAll: '{by} changed it at {at}. Please look at it first.', lostTable: '{by} changed table {n} at {at}; that stands, and the drawing shows it now.',
  unfit: {
    unknown: 'There is no such household, or the table is gone.', closed: 'The hall of that table is closed.', large: 'This group of kin is larger than a table.', only: 'Halal and theme tables are for those who need the same.', quiet: 'They asked for quiet, and that table is not.',
    accessible: 'That table has no place for their wheelchairs, or the way or the toilet will not do.', small: 'They would not fit that table even if it were empty.', full: 'No room can be made there: cards are printed, or there is no other table to go to.',
  },
  cost: {
    moved: '{n} households are concerned; {people} people have another seat', brought: '{n} people get the meal brought', without: '{n} people have no seat and are for you to decide', reprint: '{n} households have a printed card that has to be anew', noReprint: 'No card has to be printed again', who: 'Who moves', one: '{where}, {n} people: {from} to {to}',
    mates: 'With a neighbour of their building', wishes: 'Wishes met', walk: 'Way for each person (m)', tables: 'Tables in use', left: 'For you to decide', before: 'Now', after: 'After',
  },
  run: {
    title: 'Seating', never: 'Nobody has been seated yet.', start: 'Seat everybody', startTitle: 'Seat every sitting anew?', startText: 'Tables whose cards are printed stay as they are; everybody else is seated anew. It begins to count all at once when it is done; until then the present seating does.', stop: 'Stop',
    seed: 'Seed', seedHint: 'The same seed and the same people give the same seating; another number gives another.', people: 'People seated', tables: 'Tables', bound: '{n} (not below {bound})', first: 'first come', lacking: 'Soup, steamed or vegetable lacking', state: { running: 'under way', done: 'done by {by} at {at}', cancelled: 'stopped by {by} at {at}', failed: 'failed, {by} at {at}' },
    step: { reading: 'Reading who comes', seating: 'Seating', comparing: 'Comparing with first come', checking: 'Checking every rule', keeping: 'Keeping it' },
  },
}

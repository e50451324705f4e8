import type { Shape } from './zh'
import type { seats as chinese } from './seats.zh'

export const seats: Shape<typeof chinese> = {
  title: 'Seats kept for you',
  seat: 'row {row}, seat {seats}',
  none: 'no seats are kept yet',
  keeping: 'Choosing seats for you…',
  keptUntil: 'Kept for you until {time}; please book before then.',
  over: 'The time is over and the seats were let go.',
  again: 'Choose again',
  other: 'Choose seats ourselves',
  best: 'Choose for us after all',
  pickHow: 'Press {n} free seats in the picture. With a keyboard, arrow keys move and the space bar chooses.',
  picked: '{n} chosen of {all}',
  take: 'Take these seats',
  picture: 'Seats: {hall}',
  summary: '{free} of {all} are free. Your seats: {mine}.',
  one: 'row {row}, seat {seat}, {kind}{state}',
  kinds: { wheelchair: 'place for a wheelchair, ', companion: 'beside a wheelchair, ' },
  states: { free: 'free', held: 'being booked', taken: 'taken', mine: 'your seat' },
  kept: 'kept for neighbours in wheelchairs and those beside them',
  legend: { free: 'free', taken: 'taken', mine: 'your seats', wheelchair: 'for a wheelchair', companion: 'beside it' },
  stage: 'Stage',
  tooLarge: 'There are too many seats for a picture; we still choose the best for you.',
}

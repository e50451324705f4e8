import type { Shape } from './zh'
import type { changes as zh } from './changes.zh'

// What the pages say in English of changing a booking, passing it on, and booking for
// others.
export const changes: Shape<typeof zh> = {
  party: {
    change: 'Change how many come',
    title: 'How many are coming now?',
    hint: 'Fewer is always possible; more depends on free places.',
    save: 'Change it',
    done: 'Done: {n} people now.',
  },
  pass: {
    open: 'Pass it on',
    title: 'Who should have it?',
    hint: 'Write their mobile number. It is theirs once they take it over; if they do not within 48 hours, it stays yours.',
    phone: 'Their mobile number',
    send: 'Ask them',
    asked: '{to} was asked and has until {until} to take it over. It is still yours.',
    someone: 'They',
    back: 'Take the offer back',
    kept: 'Taken back; it is still yours.',
    offers: 'Offered to you',
    from: '{name} offers you this',
    fromNobody: 'A neighbour offers you this',
    until: 'Take it over before {time}',
    accept: 'Take it over',
    decline: 'No, thanks',
    declined: 'Declined; the places stay theirs.',
  },
  forWhom: {
    book: 'Who is it for?',
    see: 'Whose bookings?',
    self: 'Myself',
  },
  revoked: { why: 'This booking was cancelled. Reason: {reason}' },
}

// What the card of a pass says in English. It comes with the card, when somebody has
// something to show at a gate, and not before.
export const pass = {
  title: 'Your pass',
  show: 'Show it at the gate, with the screen turned bright',
  alt: 'QR code to come in with, which says: {words}',
  window: 'Come in',
  gate: 'Where',
  party: 'Party',
  people: '{n}',
  adultsChildren: '{adults} grown up, {children} small',
  any: 'any gate',
  stepFree: 'no steps',
  bigger: 'Make it larger',
  smaller: 'Make it smaller',
  pdf: 'Print in large letters',
  png: 'Keep as a picture',
  kept: 'Kept on this phone: it opens without a network',
  keptAt: 'There is no connection. This was kept {when}',
  keptNot: 'Not on this phone yet: please open this page once with a network',
  loading: 'Fetching your pass…',
}

// The pages, as people use them, on the real service. One house and one browser
// serve every test; each test is a person with a phone number of their own.
import { after, before, test } from 'node:test'
import { access } from './access.js'
import { banquet } from './banquet.js'
import { booking } from './booking.js'
import { bookings } from './bookings.js'
import { openBrowser } from './browser.js'
import { camera } from './camera.js'
import { community } from './community.js'
import { desk } from './desk.js'
import { doors } from './doors.js'
import { duty } from './duty.js'
import { editions } from './editions.js'
import { feastDay } from './feast_day.js'
import { camera as photographed, gates } from './gates.js'
import { House } from './house.js'
import { left } from './left.js'
import { network } from './network.js'
import { office } from './office.js'
import { begin, onair } from './onair.js'
import { documentation, others } from './others.js'
import { passes } from './passes.js'
import { performers } from './performers.js'
import { places } from './places.js'
import { seats } from './seats.js'
import { show } from './show.js'
import { tables } from './tables.js'
import { told } from './told.js'
import { weight } from './weight.js'

const world = { house: new House(), browser: undefined }

before(async () => {
  world.house.build()
  await world.house.start()
  world.browser = await openBrowser()
})

after(async () => {
  await world.browser?.close()
  await world.house.close()
})

test('the weight of a first visit', (t) => weight(t, world))
test('booking', (t) => booking(t, world)) // kills the service, which no other test would bear
test('a gate without the service', (t) => photographed(t, world))
test('the pages', { concurrency: 3 }, async (t) => {
  await begin(world)
  // Three go beside each other, since each of them mostly waits: for a page, a message,
  // a clock. Within one of them stands what would be in each other's way.
  const inTurn = async (...tests) => {
    for (const [name, run] of tests) await t.test(name, (t) => run(t, world))
  }
  await Promise.all([
    inTurn(
      ['a network that fails', network],
      ['the documentation of the interface', (_, world) => documentation(world)],
      ['on air', onair],
      ['a pass', passes],
      ['the places of a session', places],
      ['bookings and plans at the desk', bookings],
      ['booking for others', office],
      ['the lantern show', show],
    ),
    inTurn(
      ['one’s own affairs', community],
      ['gala, console and gate', others],
      ['at the doors', doors],
      ['at the desk', desk],
      ['who performs', performers],
      ['moved out alone', left],
      ['a photo for the duty roster', duty],
    ),
    inTurn(
      ['at the gates', gates],
      ['seats in a hall', seats],
      ['a family at the banquet', banquet],
      ['tables of the banquet', tables],
      ['the day of the banquet', feastDay],
      ['told in person', told],
      ['an edition', editions],
      ['for everyone', access], // as those whom the second row has signed in by then
    ),
  ])
})
test('from a camera to a viewer', (t) => camera(t, world)) // a channel on air is on everybody's page

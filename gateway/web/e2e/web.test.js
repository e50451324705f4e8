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
import { camera as photographed, gates } from './gates.js'
import { House } from './house.js'
import { left } from './left.js'
import { network } from './network.js'
import { office } from './office.js'
import { begin, onair } from './onair.js'
import { documentation, others } from './others.js'
import { passes } from './passes.js'
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
test('the pages', { concurrency: 2 }, async (t) => {
  await begin(world)
  // What mostly waits goes beside what mostly works.
  const waiting = t.test('a network that fails', (t) => network(t, world)).then(() => t.test('the documentation of the interface', () => documentation(world)))
    .then(() => t.test('on air', (t) => onair(t, world)))
  await t.test('one’s own affairs', (t) => community(t, world))
  await t.test('gala, console and gate', (t) => others(t, world))
  await t.test('at the doors', (t) => doors(t, world))
  await t.test('at the desk', (t) => desk(t, world))
  await t.test('a photo for the duty roster', (t) => duty(t, world))
  await t.test('moved out alone', (t) => left(t, world))
  await t.test('at the gates', (t) => gates(t, world))
  await t.test('a pass', (t) => passes(t, world))
  await t.test('the places of a session', (t) => places(t, world))
  await t.test('seats in a hall', (t) => seats(t, world))
  await t.test('bookings and plans at the desk', (t) => bookings(t, world))
  await t.test('a family at the banquet', (t) => banquet(t, world))
  await t.test('the lantern show', (t) => show(t, world))
  await t.test('booking for others', (t) => office(t, world))
  await t.test('tables of the banquet', (t) => tables(t, world))
  await t.test('told in person', (t) => told(t, world))
  await t.test('an edition', (t) => editions(t, world))
  await t.test('for everyone', (t) => access(t, world))
  await waiting
})
test('from a camera to a viewer', (t) => camera(t, world)) // a channel on air is on everybody's page

import { staff } from './browser.js'
import { everyPage } from './look.js'

/** Every page of the console and the doors, looked at as access.js does the others. */
export async function deskPages(t, world) {
  const admin = (await staff(world, 'admin')).cookies
  const head = (await staff(world, 'building_head')).cookies
  const listed = (page) => page.locator('table.list, .sheet').first().waitFor()
  const found = async (page) => {
    await page.getByRole('combobox').first().fill('wang')
    await page.getByRole('option').first().waitFor()
  }
  const openDoor = async (page) => {
    await page.locator('.door').first().click()
    await page.locator('.big').first().waitFor()
  }
  const list = [
    { name: 'people', path: '/console/people', as: admin },
    { name: 'found', path: '/console/people', as: admin, act: found },
    { name: 'found in a part', path: '/console/people', as: admin, act: async (page) => (await page.locator('.where summary').click(), await page.locator('.where .btn').first().click(), await page.locator('.nodes select').first().waitFor()) },
    { name: 'households', path: '/console/households', as: admin, act: listed },
    { name: 'moved away', path: '/console/households?away=1', as: admin },
    { name: 'moved out alone', path: '/console/people/left', as: admin },
    { name: 'person', path: '/console/people', as: admin, act: async (page) => (await found(page), await page.keyboard.press('Enter'), await page.locator('.facts').waitFor()) },
    { name: 'register', path: '/console/people/new', as: admin },
    { name: 'calls', path: '/console/calls', as: admin },
    { name: 'organisation', path: '/console/organisation', as: admin, act: listed },
    { name: 'estates', path: '/console/estates', as: admin, act: listed },
    { name: 'changes', path: '/console/changes', as: admin },
    { name: 'places', path: '/console/stock', as: admin, act: listed },
    { name: 'places of a session', path: '/console/stock', as: admin, act: async (page) => (await listed(page), await page.locator('table.list a').last().click(), await page.locator('.figures').first().waitFor()) },
    { name: 'moving places', path: '/console/stock', as: admin, act: async (page) => (await listed(page), await page.locator('table.list a').last().click(), await page.locator('.figures').first().waitFor(), await page.locator('section.sheet .acts .btn.plain').nth(1).click()) },
    { name: 'entry plan', path: '/console/slots', as: admin, act: async (page) => (await page.locator('.plan .cell').first().waitFor(), await page.locator('.plan input').nth(3).fill('5'), await page.keyboard.press('Tab'), await page.locator('.plan .small').first().waitFor()) },
    { name: 'command', path: '/console/command', as: admin, act: (page) => page.locator('svg.map').waitFor() },
    { name: 'stopping', path: '/console/command', as: admin, act: async (page) => (await page.locator('svg.map').waitFor(), await page.locator('header.head button').click(), await page.locator('dialog[open] #order-by').waitFor()) },
    { name: 'teams', path: '/console/teams', as: admin, act: listed },
    { name: 'team', path: '/console/teams', as: admin, act: async (page) => (await listed(page), await page.locator('table.list a').first().click(), await page.locator('.facts').waitFor()) },
    { name: 'needs', path: '/console/people', as: admin, act: async (page) => (await found(page), await page.keyboard.press('Enter'), await page.locator('.facts').waitFor(), await page.locator('.facts + .acts .btn').first().click()) },
    { name: 'duplicates', path: '/console/duplicates', as: admin },
    { name: 'merges', path: '/console/merges', as: admin },
    { name: 'imports', path: '/console/imports', as: admin, act: listed },
    { name: 'roles', path: '/console/roles', as: admin, act: listed },
    { name: 'role given', path: '/console/roles', as: admin, act: async (page) => (await listed(page), await page.locator('header.head .btn').click(), await page.locator('dialog[open] select').first().waitFor()) },
    { name: 'audit', path: '/console/audit', as: admin, act: listed },
    { name: 'not theirs', path: '/console/system', as: head },
    { name: 'doors sign-in', path: '/doors' },
    { name: 'doors', path: '/doors', as: head, act: (page) => page.locator('.door').first().waitFor() },
    { name: 'door', path: '/doors', as: head, act: openDoor },
    { name: 'at the door', path: '/doors', as: head, act: async (page) => (await openDoor(page), await page.locator('.sheet a.btn[href$="/add"]').click(), await page.locator('#add-name').waitFor()) },
    { name: 'not sent', path: '/doors/waiting', as: head, act: (page) => page.locator('.crumb').waitFor() },
  ]
  await everyPage(t, world, 'every page for those who work here', list)
}

// Through which channel what is done here comes, for the log of changes: somebody's own
// page, a desk, the hotline, a building head at the doors.

export type Channel = 'desk' | 'hotline' | 'head'

let said: Channel | undefined

/** What every request says from now on; nothing is somebody's own page. */
export function speakAs(channel: Channel | undefined): void {
  said = channel
}

/** The channel of the pages where people are worked for, by who works there. */
export function channelOf(roles: readonly string[]): Channel {
  if (roles.includes('hotline_operator')) return 'hotline'
  const staff = roles.some((role) => role !== 'resident' && role !== 'building_head')
  return roles.includes('building_head') && !staff ? 'head' : 'desk'
}

export const channelHeader = (): Record<string, string> => (said ? { 'X-Channel': said } : {})

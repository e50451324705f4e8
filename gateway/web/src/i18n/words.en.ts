import type { words as chinese } from './words.zh'
import type { Shape } from './zh'

export const words: Shape<typeof chinese> = {
  kinds: { person: 'person', household: 'household', building: 'building' },
  why: { name: 'the name fits', pinyin: 'the pinyin fits', initials: 'the initials fit', fuzzy: 'sounds alike', address: 'the address fits', phone_tail: 'the end of the number fits' },
  ages: { '0-2': 'aged 0 to 2', '3-5': 'aged 3 to 5', '6-13': 'aged 6 to 13', '14-17': 'aged 14 to 17', '18-59': 'aged 18 to 59', '60-69': 'in their sixties', '70-79': 'in their seventies', '80+': '80 or older' },
  sexes: { F: 'female', M: 'male' },
  household: {
    single: 'lives alone', husband: 'husband', wife: 'wife', child: 'child', grandfather: 'grandfather', grandmother: 'grandmother', great_grandparent: 'great-grandparent', grandchild: 'grandchild', carer: 'carer', tenant: 'flat-sharer', head: 'head of household',
    relative: 'relative',
  },
  abilities: { daily: 'WeChat every day', chat: 'chats by video', feature: 'feature phone only', none: 'no phone of their own' },
  languages: { putonghua: 'Mandarin', wuhan: 'Wuhan dialect', other: 'another dialect', sign: 'sign language' },
  residency: { known: 'registered here all along', claimed: 'registered themselves, not confirmed', confirmed: 'confirmed to live here', refused: 'does not live here' },
  channels: { self: 'themselves', app: 'themselves, on the web', head: 'building head', family: 'family', import: 'an imported list', desk: 'community desk', hotline: 'hotline', job: 'a job of the system' },
  tenures: { owner: 'owned', renter: 'rented', public: 'public housing' },
  visits: { spoken: 'spoken to', nobody_in: 'nobody in', moved_away: 'moved away' },
  purposes: { service: 'registering and telling about events', needs: 'keeping what they need of events', agent: 'somebody acts for them', duty_roster: 'name and number on the wall', photos: 'public photos', care_card: 'care card' },
  consents: { given: 'agreed', refused: 'refused', withdrawn: 'withdrawn', never: 'never asked' },
  how: { app: 'on the web, themselves', paper: 'signed on paper', voice: 'by word, in person or by phone', head: 'vouched for by the building head' },
  relations: { guardian: 'guardian', child: 'child', family: 'family', neighbour: 'neighbour', building_head: 'building head' },
  scopes: { signup: 'signing up', needs: 'needs', contact: 'being contacted', all: 'everything' },
  teamKinds: {
    neighbours: 'neighbours', disabled: 'help for the disabled', order: 'public order', first_aid: 'first aid', youth: 'young people', arts: 'arts', environment: 'environment', repairs: 'repairs', media: 'pictures and news', counsel: 'a listening ear', illness: 'living with illness', other: 'other',
    waist_drum: 'waist drums', taiji: 'taiji', square_dance: 'square dance', choir: 'choir', folk_music: 'folk music', wind: 'harmonicas and winds', opera: 'opera', qipao: 'qipao', basketball: 'basketball', racket: 'table tennis and badminton', chess: 'chess and cards', calligraphy: 'calligraphy and painting', recital: 'recital', crafts: 'paper cutting and clay', dragon_lion: 'dragons and boats',
  },
  teamUses: {
    delivery_and_escort: 'delivery and escort', accessible_route: 'accessible route', gates_and_flow: 'gates and flow', first_aid: 'first aid', children_s_corner: "children's corner", stage: 'stage', weighing_of_waste: 'weighing of waste', power_and_lanterns: 'power and lanterns', pictures_and_evidence: 'pictures and evidence', lost_and_upset_people: 'lost and upset people', none: 'not at events', where_needed: 'where needed',
  },
  skills: {
    photography: 'photography', accounting: 'accounting', counselling: 'counselling', english: 'English', sign_language: 'sign language', electrician: 'electrician', driving: 'driving', calligraphy: 'calligraphy', legal: 'law', singing: 'singing', first_aid: 'first aid', crowd_guiding: 'guiding crowds', cooking: 'cooking', repairs: 'repairs', childcare: 'childcare',
  },
  weekdays: { '1': 'Mondays', '2': 'Tuesdays', '3': 'Wednesdays', '4': 'Thursdays', '5': 'Fridays', '6': 'Saturdays', '7': 'Sundays' },
  teamRoles: { leader: 'leader', deputy: 'deputy', member: 'member' },
  nodes: { general_branch: 'general branch', branch: 'branch', group: 'group', building: 'building', community: 'community' },
  posts: { leader: 'Group leader', head: 'Building head', health: 'Health', security: 'Security', culture: 'Culture and sport', property: 'Property' },
  postStates: { held: 'in office', vacant: 'vacant', term_over: 'term is over', not_begun: 'not begun' },
  reorganisations: { merge: 'merge', split: 'split' },
  roles: {
    resident: 'resident', admin: 'administrator', group_leader: 'group leader', building_head: 'building head', health: 'health post', security: 'security post', culture: 'culture post', property: 'property post', branch_secretary: 'branch secretary',
    organiser: 'organiser', hotline_operator: 'hotline operator', gate_staff: 'gate staff', performer: 'performer', judge: 'judge', director: 'director', moderator: 'moderator', volunteer_leader: 'volunteer leader', commander: 'commander', house: 'the system',
  },
  needs: {
    step_free: 'no steps', sign_or_text: 'sign language or text', guide: 'a guide', writing: 'talks by writing', plain_words: 'plain words', quiet_place: 'a quiet place', companion: 'a companion',
    wheelchair_place: 'wheelchair place', walking_aid: 'walking aid', pushchair: 'pushchair', call_on: 'to be called on', halal: 'halal', vegetarian: 'vegetarian', low_salt: 'low salt', low_sugar: 'low sugar',
    soft_food: 'soft food', no_pork: 'no pork', no_beef: 'no beef', no_spicy: 'no spicy food', G: 'no gluten', C: 'no crustaceans', F: 'no fish', E: 'no egg', P: 'no peanut', S: 'no soya', M: 'no milk', N: 'no nuts',
    ML: 'no molluscs', SE: 'no sesame', MU: 'no mushrooms', MG: 'no mango', AL: 'no alcohol', BK: 'no buckwheat', OT: 'avoids something else',
  },
  duplicateReasons: {
    same_name: 'same name', traditional_form: 'simplified and traditional', like_sounding_name: 'names sound alike', name_in_letters: 'one in letters', initials: 'same initials', nickname: 'one is a nickname', same_phone: 'same number', same_flat: 'same flat',
    same_building: 'same building', same_born: 'same birthday', year_only: 'same year of birth', born_near: 'birthdays close',
  },
  mergeStates: { planned: 'about to merge', doing: 'merging', done: 'merged', undoing: 'being undone', undone: 'undone' },
  importStates: { uploading: 'uploading', checked: 'looked at, not begun', running: 'running', done: 'finished', cancelled: 'stopped', failed: 'failed' },
  importFields: { name: 'name', other_name: 'other name', sex: 'sex', born: 'date or year of birth', phone: 'telephone', role: 'relation to the head of household', address: 'whole address', estate: 'estate', building: 'building', unit: 'unit', room: 'room' },
  what: {
    account: 'everything on accounts', account_name: 'changed their name', account_phone: 'changed the phone number', account_second_factor: 'changed the second factor', account_close: 'closed an account', account_factor_reset: 'took away a second factor that was lost', session: 'signing in and out', session_end: 'ended a session',
    role: 'everything on roles', role_grant: 'gave a role', role_revoke: 'took a role back',
    person: 'everything on people', person_bind: 'joined an account to a registered person', person_register: 'registered a person', person_change: "changed a person's record", person_reveal: 'looked at a full value', person_residency: 'said whether they live here',
    person_remove: 'struck out a person', person_merge: 'merged two records', person_dismiss: 'said two records are different people', person_unmerge: 'undid a merge', person_erase: "erased a person's record", person_export: 'exported their own data',
    consent: 'everything on consents', consent_give: 'wrote down a consent', consent_withdraw: 'wrote down a refusal or withdrawal', relation: 'everything on acting for others', relation_name: 'named somebody to act', relation_accept: 'said yes to acting for somebody', relation_end: 'ended acting for somebody',
    household: 'everything on households', household_add: 'added a household', household_visit: 'wrote down a visit', household_join: 'joined a household', household_leave: 'left a household', post: 'everything on posts', post_change: 'changed a post', organisation: 'everything on the organisation', organisation_merge: 'merged parts of the organisation', organisation_split: 'split a part of the organisation',
    team: 'everything on teams', team_member: 'changed the members of a team', import: 'everything on imports', import_start: 'started an import', import_row: 'changed a person by an import', import_cancel: 'stopped an import',
  },
  objects: { person: "a person's record", household: 'a household', account: 'an account', team: 'a team', post: 'a post', node: 'a part of the organisation', relation: 'acting for somebody', import: 'an import', building: 'a building' },
  sides: { left: 'that of the left', right: 'that of the right' },
  yesNo: { yes: 'yes', no: 'no', on: 'turned on', off: 'turned off' },
  which: { one: 'one', all: 'all' },
  details: {
    name: 'name', phone: 'phone', born: 'born', sex: 'sex', address: 'address', field: 'which', role: 'role', node: 'where', until: 'until', from: 'from', to: 'to', holder: 'holder', deputy: 'deputy', duty_phone: 'duty phone', published: 'on the wall',
    purpose: 'purpose', how: 'how', witness: 'witness', kind: 'kind', scope: 'scope', state: 'state', at: 'at', visit: 'visit', kept: 'kept', gone: 'merged away', rows: 'rows', added: 'added', changed: 'changed', same: 'unchanged', refused: 'refused', into: 'into', agent: 'agent', household: 'household', person: 'person', fields: 'fields', needs: 'needs', count: 'count', team: 'team', version: 'version', number: 'number', other: 'the other', merge: 'merge', file: 'file', which: 'which', residency: 'lives here', tenure: 'tenure',
  },
}

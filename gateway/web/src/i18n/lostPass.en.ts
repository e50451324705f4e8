import type { lostPass as zh } from './lostPass.zh'

export const lostPass: typeof zh = {
  title: 'Replace a pass',
  text: 'When a code or a paper pass is lost, find the booking by code, telephone or person, read it back, and replace it when it is right. The old code and paper open no gate then.',
  code: 'Code', codeHint: 'Eight letters and digits; a former one will do.', phone: 'Telephone', phoneHint: 'The whole number.', person: 'By person', find: 'Find',
  none: 'No pass found that is still good.',
  read: 'Read this back', who: 'Whose', somebody: 'a visitor', until: 'Good until', times: 'made {n} times', entered: '{n} have come in', notYet: 'Nobody has come in',
  print: 'Print again', replace: 'Replace it', replaceTitle: 'Make a new pass', replaceText: 'The old code {code} is void at once. The new one is sent to its holder.',
  checked: 'I have read it back, and it is right', checkFirst: 'Read it back first; replace it when it is right.', replaced: 'Replaced; the new code is {code}.', used: 'Somebody has come in with it, and the others of the party still do; it cannot be replaced.',
}

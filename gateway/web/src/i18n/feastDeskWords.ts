// Pages about the banquet at the desk bring these words with them.
import { i18n } from '.'
import { feastDesk as en } from './feastDesk.en'
import { feastDesk as zh } from './feastDesk.zh'

i18n.global.mergeLocaleMessage('zh', { feastDesk: zh })
i18n.global.mergeLocaleMessage('en', { feastDesk: en })

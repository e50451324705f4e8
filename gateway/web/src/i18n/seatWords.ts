// Pages that show a hall bring these words with them.
import { i18n } from '.'
import { seats as en } from './seats.en'
import { seats as zh } from './seats.zh'

i18n.global.mergeLocaleMessage('zh', { seats: zh })
i18n.global.mergeLocaleMessage('en', { seats: en })

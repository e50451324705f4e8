// Pages about editions bring these words with them.
import { i18n } from '.'
import { editions as en } from './editions.en'
import { editions as zh } from './editions.zh'

i18n.global.mergeLocaleMessage('zh', { editions: zh })
i18n.global.mergeLocaleMessage('en', { editions: en })

// Pages of a show bring these words with them.
import { i18n } from '.'
import { show as en, showErrors as errorsEn } from './show.en'
import { show as zh, showErrors as errorsZh } from './show.zh'

i18n.global.mergeLocaleMessage('zh', { show: zh, errors: errorsZh })
i18n.global.mergeLocaleMessage('en', { show: en, errors: errorsEn })

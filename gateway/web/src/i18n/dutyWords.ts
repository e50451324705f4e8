// Pages with photos of those on duty bring these words with them.
import { i18n } from '.'
import { duty as en, dutyErrors as errorsEn } from './duty.en'
import { duty as zh, dutyErrors as errorsZh } from './duty.zh'

i18n.global.mergeLocaleMessage('zh', { duty: zh, errors: errorsZh })
i18n.global.mergeLocaleMessage('en', { duty: en, errors: errorsEn })

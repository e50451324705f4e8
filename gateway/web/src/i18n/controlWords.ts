// A director's desk brings these words with it.
import { i18n } from '.'
import { control as en } from './control.en'
import { control as zh } from './control.zh'

i18n.global.mergeLocaleMessage('zh', { control: zh })
i18n.global.mergeLocaleMessage('en', { control: en })

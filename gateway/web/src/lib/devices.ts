// What a browser calls itself is a long line that nobody can read; a few words of it
// tell a person which device is meant.

const SYSTEMS: [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/i, 'HarmonyOS'],
  [/iPad/, 'iPad'],
  [/iPhone|iPod/, 'iPhone'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
]

// The order matters: nearly all of them also call themselves Chrome and Safari.
const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/, '微信 WeChat'],
  [/AlipayClient/, '支付宝 Alipay'],
  [/DingTalk/, '钉钉'],
  [/HuaweiBrowser/, '华为浏览器'],
  [/MiuiBrowser/, '小米浏览器'],
  [/UCBrowser|UBrowser/, 'UC'],
  [/MQQBrowser|QQBrowser/, 'QQ 浏览器'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS|Chromium/, 'Chrome'],
  [/Safari/, 'Safari'],
]

const first = (list: [RegExp, string][], text: string) => list.find(([pattern]) => pattern.test(text))?.[1]

/** "Android · Chrome"; the line itself, cut short, when it says neither; "" for nothing. */
export function deviceName(userAgent: string): string {
  const words = [first(SYSTEMS, userAgent), first(BROWSERS, userAgent)].filter(Boolean)
  return words.length ? words.join(' · ') : userAgent.slice(0, 40)
}

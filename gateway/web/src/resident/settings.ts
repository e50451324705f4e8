// The settings and every name under which somebody may look for them, whichever
// language the page is in.

export interface Setting {
  key: 'elder' | 'language' | 'name' | 'phone' | 'devices' | 'second' | 'data' | 'consents' | 'duty' | 'privacy'
  /** The page it is set on; without one it is set on the spot. */
  page?: string
  /** Needs somebody to be signed in. */
  mine?: boolean
  names: readonly string[]
}

export const settings: readonly Setting[] = [
  {
    key: 'elder',
    names: [
      '长辈版', '关爱版', '关怀版', '亲情版', '老年版', '老人版', '老年模式', '长辈模式', '关怀模式', '大字版', '大字', '字大', '字体', '字号', '放大', '看不清', '简洁版', '无障碍', '适老',
      'zhangbei', 'guanai', 'guanhuai', 'qinqing', 'laonian', 'dazi',
      'elder', 'elderly', 'senior', 'large print', 'large type', 'large text', 'big font', 'font size', 'text size', 'zoom', 'accessibility', 'easy',
    ],
  },
  { key: 'language', names: ['语言', '中文', '英文', '英语', '普通话', 'yuyan', 'language', 'english', 'chinese', 'mandarin'] },
  { key: 'name', page: 'settings-name', mine: true, names: ['名字', '姓名', '称呼', '改名', '昵称', 'mingzi', 'name', 'nickname', 'called'] },
  { key: 'phone', page: 'settings-phone', mine: true, names: ['手机号', '手机', '电话', '号码', '换号', '换手机', 'shouji', 'phone', 'mobile', 'number'] },
  { key: 'devices', page: 'settings-devices', mine: true, names: ['设备', '登录', '退出', '手机丢了', '下线', '踢', 'shebei', 'device', 'sign out', 'log out', 'session', 'lost phone'] },
  { key: 'second', page: 'settings-second', mine: true, names: ['两步验证', '二次验证', '动态码', '动态口令', '验证器', '备用码', '安全', 'anquan', 'second factor', 'two-step', '2fa', 'totp', 'authenticator', 'recovery code', 'security'] },
  { key: 'data', page: 'settings-data', mine: true, names: ['我的资料', '个人信息', '数据', '下载', '导出', '删除', '注销', '更正', 'shuju', 'zhuxiao', 'data', 'download', 'export', 'copy', 'delete', 'erase', 'correct'] },
  { key: 'consents', page: 'consents', mine: true, names: ['同意', '授权', '撤回', '照片', 'tongyi', 'consent', 'permission', 'withdraw', 'photo', 'agree'] },
  { key: 'duty', page: 'duty', mine: true, names: ['值班照片', '照片', '上墙', '公示栏', '楼栋长', '两长四员', 'zhaopian', 'photo', 'picture', 'portrait', 'duty', 'roster'] },
  { key: 'privacy', page: 'privacy', names: ['隐私', '个人信息保护', 'yinsi', 'privacy'] },
]

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[\s\-_·]/g, '')

/**
 * The settings somebody may mean: those with a name in what was typed, or the
 * other way round. Nothing typed is all of them.
 */
export function findSettings(query: string, labels: (key: Setting['key']) => string = () => ''): Setting[] {
  const wanted = plain(query)
  if (wanted === '') return [...settings]
  return settings.filter((setting) => [...setting.names, labels(setting.key)].map(plain).some((name) => name !== '' && (name.includes(wanted) || (name.length > 1 && wanted.includes(name)))))
}

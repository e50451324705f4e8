// What the pages say in Chinese of changing a booking, passing it on, and booking for
// others. Each group is spread into zh.ts.
export const changes = {
  party: {
    change: '改人数',
    title: '现在几位来？',
    hint: '减人随时可以，加人要看还有没有空位。',
    save: '就改成这样',
    done: '改好了，现在共 {n} 位。',
  },
  pass: {
    open: '转给别人',
    title: '转给哪位？',
    hint: '写对方的手机号。对方点了“收下”才算转出；48 小时没有收下，还是您的。',
    phone: '对方手机号',
    send: '问问对方',
    asked: '已经问了 {to}，{until} 前等对方收下。现在还是您的。',
    someone: '对方',
    back: '收回，不转了',
    kept: '已经收回，还是您的。',
    offers: '有人想转给您的',
    from: '{name} 想转给您',
    fromNobody: '有位邻居想转给您',
    until: '{time} 前收下有效',
    accept: '收下',
    decline: '不要了',
    declined: '已经回绝，位子还是对方的。',
  },
  forWhom: {
    book: '替谁订？',
    see: '看谁的预订？',
    self: '我自己',
  },
  revoked: { why: '这次预订被取消了。原因：{reason}' },
}

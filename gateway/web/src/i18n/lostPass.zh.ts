/** What whoever replaces lost passes reads. en has the same. */
export const lostPass = {
  title: '补入场码',
  text: '码丢了、纸卡掉了，先按码、电话或人找到预订，念给对方听，对得上再补。补了新的，旧码和旧纸卡就不能再用。',
  code: '入场码', codeHint: '八个字母和数字，旧的也行。', phone: '电话', phoneHint: '要完整的号码。', person: '按人找', find: '找',
  none: '没有找到还能用的入场码。',
  read: '念给对方听', who: '谁的', somebody: '外来的客人', until: '用到', times: '发过 {n} 次', entered: '已经进去 {n} 位', notYet: '还没有人进去',
  print: '再打一张', replace: '补一张新的', replaceTitle: '补一张新的入场码', replaceText: '旧码 {code} 马上作废，新的码会发短信告诉本人。',
  checked: '念过了，对方说对', checkFirst: '先念给对方听，对得上再补。', replaced: '补好了，新的码是 {code}。', used: '已经有人用这张码进去了，同行的人还用它进；补不了。',
}

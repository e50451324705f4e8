// What the card of a pass says in Chinese. It comes with the card, when somebody has
// something to show at a gate, and not before.
export const pass = {
  title: '入场码',
  show: '到门口把它亮出来，亮度调高些',
  alt: '入场二维码，说的是：{words}',
  window: '入场时间',
  gate: '从哪进',
  party: '几位',
  people: '{n} 位',
  adultsChildren: '{adults} 大 {children} 小',
  any: '哪个门都行',
  stepFree: '没有台阶',
  bigger: '放大',
  smaller: '缩小',
  pdf: '打印大字版',
  png: '存成图片',
  kept: '已存到这台手机，没网也能打开',
  keptAt: '没有连上，这是 {when} 存下的',
  keptNot: '还没有存到这台手机，请连着网打开一次',
  loading: '正在取入场码…',
}

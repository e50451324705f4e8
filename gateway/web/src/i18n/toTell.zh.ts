/** What those who tell people in person read. en has the same. */
export const toTell = {
  title: '要当面告诉的',
  none: '眼下没有要当面告诉的。',
  n: '{n} 件',
  text: '这几位收不到短信，请当面或打电话告诉，告诉了就记一下。',
  where: '{address}，{name}',
  register: '登记的电话 {phone}',
  told: '告诉了',
  toldFor: '告诉了：{name}',
  how: '怎么告诉的',
  hows: { visit: '当面说的', phone: '电话里说的', family: '家里人转告', paper: '纸条留在门上' },
  note: '记一句（可不填）',
  save: '记下',
  done: '记下了：{name}已经知道了。',
  more: '再看一些',
}

package search

import (
	"slices"
	"strings"
)

// titles follow a surname or a given name when people speak of somebody: 龚婆,
// 李师傅, 子涵妈妈. Longer ones stand before those they end with.
var titles = []string{
	"老爷爷", "老奶奶", "老人家", "老爷子", "老太太", "老太婆", "老先生", "老师傅", "婆婆", "爹爹", "嗲嗲", "爷爷", "奶奶", "阿姨", "叔叔", "伯伯", "大伯",
	"师傅", "老师", "先生", "女士", "小姐", "太太", "大爷", "大妈", "大姐", "大哥", "大嫂", "嫂子", "书记", "主任", "医生", "护士", "队长", "组长", "楼长",
	"栋长", "委员", "老板", "同志", "妈妈", "爸爸", "姑姑", "姑娘", "太婆", "家婆", "老太", "家里", "他家", "她家",
	"婆", "爹", "爷", "奶", "姨", "叔", "伯", "姐", "哥", "嫂", "婶", "姑", "妈", "爸", "总", "工", "家", "老",
}

// spelledTitles are the titles as typed in letters.
var spelledTitles = []string{
	"yeye", "nainai", "ayi", "shushu", "bobo", "shifu", "laoshi", "xiansheng", "nvshi", "nushi", "dajie", "dage", "daye", "dama", "popo", "diedie",
	"mama", "baba", "shuji", "zhuren", "po", "jie", "ge", "jia", "yi", "shu",
}

// leadingTitles stand before a surname: 老王, 小李, 阿芳, 姓龚.
var leadingTitles = []string{"老", "小", "阿", "姓", "叫"}

var spelledLeading = []string{"lao", "xiao"}

// cutTitle takes the title off a word, and says whether there was one and a
// name is left.
func cutTitle(word string) (name, title string, ok bool) {
	word = strings.TrimSuffix(word, "的") // 姓龚的
	for _, list := range [][]string{titles, spelledTitles} {
		for _, title := range list {
			if rest, found := strings.CutSuffix(word, title); found && rest != "" {
				return rest, title, true
			}
		}
	}
	for _, list := range [][]string{leadingTitles, spelledLeading} {
		for _, title := range list {
			rest, found := strings.CutPrefix(word, title)
			if found && rest != "" && (isWord(rest) || len([]rune(rest)) <= 2) {
				return rest, title, true
			}
		}
	}
	return "", "", false
}

func isTitle(word string) bool {
	return slices.Contains(titles, word) || slices.Contains(spelledTitles, word)
}

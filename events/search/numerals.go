package search

import "strconv"

// numeralDigits are the Chinese digits, those of bank notes and the telephone's
// 幺 included; numeralUnits what multiplies them.
var (
	numeralDigits = map[rune]int{
		'〇': 0, '零': 0, '○': 0, '一': 1, '壹': 1, '幺': 1, '二': 2, '贰': 2, '两': 2, '三': 3, '叁': 3, '四': 4, '肆': 4,
		'五': 5, '伍': 5, '六': 6, '陆': 6, '七': 7, '柒': 7, '八': 8, '捌': 8, '九': 9, '玖': 9,
	}
	numeralUnits = map[rune]int{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000, '廿': 20, '卅': 30}
)

func isNumeral(r rune) bool {
	if _, ok := numeralDigits[r]; ok {
		return true
	}
	_, ok := numeralUnits[r]
	return ok
}

// readNumeral reads a run of Chinese numerals, spoken as a quantity (五百零一) or
// digit by digit (五零一), as the digits one would write: "501".
func readNumeral(run []rune) (digits string, ok bool) {
	if len(run) == 0 || len(run) > 9 {
		return "", false
	}
	spelt := make([]byte, 0, len(run))
	for _, r := range run {
		d, isDigit := numeralDigits[r]
		if !isDigit {
			return readQuantity(run)
		}
		spelt = append(spelt, byte('0'+d))
	}
	return string(spelt), true
}

func readQuantity(run []rune) (digits string, ok bool) {
	total, digit, last, gap := 0, -1, 0, false
	for _, r := range run {
		if d, isDigit := numeralDigits[r]; isDigit {
			if digit > 0 {
				return "", false // two digits side by side are no quantity
			}
			gap = gap || d == 0
			digit = d
			continue
		}
		unit := numeralUnits[r]
		if unit == 20 || unit == 30 {
			total, digit, last = total+unit, -1, 10
			continue
		}
		if last > 0 && unit >= last {
			return "", false
		}
		if digit <= 0 {
			digit = 1 // 十二, 百零五
		}
		total, digit, last = total+digit*unit, -1, unit
	}
	if digit > 0 {
		if last >= 100 && !gap {
			digit *= last / 10 // 二百五 is 250
		}
		total += digit
	}
	return strconv.Itoa(total), true
}

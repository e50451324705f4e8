package banquet

import (
	"slices"
	"strings"
)

// Allergen is a group of allergens by its code: G gluten, C crustaceans, F fish, E egg,
// P peanut, S soy, M milk, N nuts, ML molluscs, SE sesame, MU mushrooms, MG mango, AL
// alcohol, BK buckwheat, OT another.
type Allergen string

// Allergens are all of them.
var Allergens = []Allergen{"G", "C", "F", "E", "P", "S", "M", "N", "ML", "SE", "MU", "MG", "AL", "BK", "OT"}

// Ingredient is a question about what is in a dish, in words a cook uses.
type Ingredient string

// Answer is a cook's answer to a question.
type Answer string

// The answers. No means that the cook says so: the dish is not marked, and nobody
// promises anything.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	NotSure Answer = "unsure"
)

// Question is asked about an ingredient and says which allergens it brings.
type Question struct {
	Ingredient Ingredient
	ZH, EN     string
	Brings     []Allergen
}

// Questions are asked of every cook, in this order. A yes and a "not sure" both mark.
var Questions = []Question{
	{"egg", "有没有放鸡蛋、皮蛋、蛋饺或鱼糕？", "Is there egg in it, preserved egg, egg dumplings or fish cake?", []Allergen{"E"}},
	{"flour", "有没有放面粉、面筋或啤酒？", "Is there flour, wheat gluten or beer in it?", []Allergen{"G"}},
	{"soy_sauce", "有没有放酱油？", "Is there soy sauce in it?", []Allergen{"S", "G"}},
	{"tofu", "有没有放豆腐、千张、豆油皮或毛豆？", "Is there tofu, bean curd or soya beans in it?", []Allergen{"S"}},
	{"peanut", "有没有放花生、花生油或花生碎？", "Are there peanuts or peanut oil in it?", []Allergen{"P"}},
	{"shrimp", "有没有放虾、蟹、小龙虾、虾皮或虾酱？", "Is there shrimp, crab, crayfish or shrimp paste in it?", []Allergen{"C"}},
	{"fish", "有没有放鱼、鱼圆或鱼糕？", "Is there fish, fish balls or fish cake in it?", []Allergen{"F"}},
	{"oyster", "有没有放蚝油或贝类？", "Is there oyster sauce or shellfish in it?", []Allergen{"ML"}},
	{"sesame", "有没有放芝麻、麻酱或香油？", "Is there sesame, sesame paste or sesame oil in it?", []Allergen{"SE"}},
	{"nuts", "有没有放核桃、板栗、杏仁或腰果？", "Are there walnuts, chestnuts, almonds or cashews in it?", []Allergen{"N"}},
	{"milk", "有没有放牛奶、黄油或奶粉？", "Is there milk, butter or milk powder in it?", []Allergen{"M"}},
	{"mushroom", "有没有放香菇、木耳或口蘑？", "Are there mushrooms or wood ear in it?", []Allergen{"MU"}},
	{"mango", "有没有放芒果？", "Is there mango in it?", []Allergen{"MG"}},
	{"wine", "有没有放料酒、米酒或啤酒？", "Is there cooking wine, rice wine or beer in it?", []Allergen{"AL"}},
}

// sauced are the words of a dish that is made with soy sauce unless the cook says no.
var sauced = []string{"红烧", "卤", "酱"}

// Marks are what a dish may contain: what is usual in it and in dishes of its name
// unless the cook said no, what the answers bring, and what was ticked. Never is
// anything said to be absent.
//
// It returns [ErrIngredient] for a question or an answer that does not exist, and
// [ErrAllergen] with detail "typed" for what is no code, such as a sentence.
func Marks(name string, usual []Allergen, answers map[Ingredient]Answer, ticked []Allergen) ([]Allergen, error) {
	has, denied := map[Allergen]bool{}, map[Allergen]bool{}
	for i, a := range answers {
		k := slices.IndexFunc(Questions, func(q Question) bool { return q.Ingredient == i })
		if k < 0 || a != Yes && a != No && a != NotSure {
			return nil, ErrIngredient.With("ingredient", i)
		}
	}
	for _, q := range Questions {
		switch answers[q.Ingredient] {
		case Yes, NotSure:
			for _, b := range q.Brings {
				has[b] = true
			}
		}
	}
	for _, a := range Allergens {
		denied[a] = deniedBy(a, answers)
	}
	if slices.ContainsFunc(sauced, func(w string) bool { return strings.Contains(name, w) }) {
		usual = append(slices.Clone(usual), "S", "G")
	}
	for _, a := range usual {
		if !denied[a] {
			has[a] = true
		}
	}
	for _, a := range ticked {
		if !slices.Contains(Allergens, a) {
			return nil, ErrAllergen.With("typed", string(a))
		}
		has[a] = true
	}
	marks := []Allergen{}
	for _, a := range Allergens {
		if has[a] {
			marks = append(marks, a)
		}
	}
	return marks, nil
}

// deniedBy says whether every question that could bring an allergen was answered with no.
func deniedBy(a Allergen, answers map[Ingredient]Answer) bool {
	asked := false
	for _, q := range Questions {
		if slices.Contains(q.Brings, a) {
			asked = true
			if answers[q.Ingredient] != No {
				return false
			}
		}
	}
	return asked
}

// Concern are the allergens of a dish that somebody of a family declared: what is marked
// for this family and for nobody else.
func (d Dish) Concern(declared []Allergen) []Allergen {
	var list []Allergen
	for _, a := range d.MayContain {
		if slices.Contains(declared, a) {
			list = append(list, a)
		}
	}
	return list
}

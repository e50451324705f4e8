package seed_test

import "wanjia/events/seed"

// people of each size, households, buildings, groups, branches, general branches.
var totals = map[seed.Size][6]int{
	seed.S: {6_000, 2_000, 28, 21, 3, 3},
	seed.M: {45_000, 15_000, 210, 155, 11, 7},
	seed.L: {180_000, 60_000, 840, 620, 44, 9},
}

// plan are the estates at full size: branches, groups, buildings, households.
var plan = map[string][4]int{
	"AJ": {3, 41, 55, 3960}, "YK": {2, 30, 40, 2880}, "PP": {1, 16, 22, 1560}, "JL": {2, 33, 45, 3240}, "LT": {2, 25, 34, 2400},
	"ZY": {1, 15, 20, 1440}, "WH": {2, 27, 37, 2640}, "ZW": {2, 22, 30, 2160}, "SL": {1, 17, 24, 1680}, "LC": {3, 36, 49, 3480},
	"GY": {2, 27, 37, 2640}, "XM": {1, 19, 25, 1800}, "GX": {2, 32, 44, 3120}, "DG": {2, 26, 35, 2520}, "HF": {2, 31, 42, 3000},
	"MY": {2, 22, 30, 2160}, "FL": {1, 16, 22, 1560}, "YX": {2, 35, 47, 3360}, "WT": {2, 24, 32, 2280}, "ST": {2, 31, 42, 3000},
	"YY": {2, 24, 32, 2280}, "MZ": {1, 15, 20, 1440}, "HT": {2, 33, 45, 3180}, "YL": {2, 23, 31, 2220},
}

// full are the plan's other figures at full size, by what is counted.
var full = map[string]int{
	"size 1": 6_600, "size 2": 15_600, "size 3": 19_800, "size 4": 10_200, "size 5": 5_400, "size 6": 1_800, "size 7": 600,

	"kind couple_children": 18_600, "kind couple": 11_400, "kind three_generations": 10_200, "kind single": 3_600, "kind elder_single": 3_000,
	"kind elder_couple": 4_800, "kind tenants": 5_400, "kind grandparents": 1_800, "kind other": 1_200,

	"tenure owner": 40_800, "tenure renter": 13_200, "tenure public": 6_000, "moved in within a year": 4_200, "rooms of two households": 2_308,
	"wants delivery": 1_200, "addresses with a slip": 1_800,

	"age 0-2": 3_600, "age 3-5": 4_860, "age 6-13": 12_240, "age 14-17": 5_400, "age 18-34": 42_300, "age 35-49": 40_500,
	"age 50-59": 31_500, "age 60-69": 22_500, "age 70-79": 11_700, "age 80-89": 4_590, "age 90-": 810, "sex M": 89_640, "sex F": 90_360,

	"ability daily": 133_200, "ability chat": 21_600, "ability feature": 7_200, "ability none": 18_000, "telephone of another": 3_600,
	"over seventy without telephone": 1_539,
	"language putonghua":             84_240, "language wuhan": 73_800, "language other": 21_600, "language sign": 360,

	"surname heteronym": 2_700, "rare characters": 720, "names with a dot": 60, "foreign names": 180, "second records": 2_700,

	"need step_free": 3_310, "need sign_or_text": 2_740, "need guide": 1_690, "need writing": 175, "need plain_words": 760,
	"need quiet_place": 840, "need companion": 1_885, "need wheelchair_place": 1_080, "wheelchairs of 65 and more": 670,
	"need walking_aid": 4_300, "need pushchair": 2_900, "need call_on": 3_000, "need halal": 420, "need vegetarian": 1_100,
	"need low_salt": 3_900, "need low_sugar": 4_600, "need soft_food": 950, "need no_pork": 650, "need no_beef": 500, "need no_spicy": 6_200,
	"allergic under 14": 1_650, "allergic from 14": 5_600,
	"need G": 580, "need C": 1_595, "need F": 653, "need E": 1_885, "need P": 725, "need S": 290, "need M": 1_088, "need N": 435,
	"need ML": 435, "need SE": 145, "need MU": 145, "need MG": 290, "need AL": 218, "need BK": 36, "need OT": 145,

	"care pairs": 1_900,

	"volunteers": 40_320, "volunteers 16-24": 3_629, "volunteers 25-39": 8_467, "volunteers 40-54": 10_887, "volunteers 55-69": 14_515,
	"volunteers 70-84": 2_822, "volunteers F": 24_998, "hours none": 15_322, "hours to 10": 12_096, "hours to 50": 8_064,
	"hours to 200": 3_629, "hours above 200": 1_209,
}

// careEstate are the report's figures of one estate, of its 37 buildings.
var careEstate = map[string]int{"disabled": 340, "wheelchairs": 22, "alone": 104, "keys": 52}

// crews are how many teams of a kind there are at full size and how large they are.
var crews = map[string][3]int{
	"v neighbours": {44, 60, 300}, "v disabled": {18, 20, 80}, "v order": {24, 50, 200}, "v first_aid": {9, 12, 40}, "v youth": {20, 30, 150},
	"v arts": {36, 20, 60}, "v environment": {18, 40, 120}, "v repairs": {12, 8, 30}, "v media": {10, 10, 40}, "v counsel": {8, 8, 25},
	"v illness": {4, 10, 30}, "v other": {11, 10, 80},
	"c waist_drum": {9, 12, 60}, "c taiji": {12, 12, 60}, "c square_dance": {22, 12, 60}, "c choir": {11, 12, 60}, "c folk_music": {6, 12, 60},
	"c wind": {4, 12, 60}, "c opera": {7, 12, 60}, "c qipao": {6, 12, 60}, "c basketball": {5, 12, 60}, "c racket": {6, 12, 60},
	"c chess": {4, 12, 60}, "c calligraphy": {5, 12, 60}, "c recital": {4, 12, 60}, "c crafts": {3, 12, 60}, "c dragon_lion": {4, 12, 60},
}

package main

import (
	"context"
	"errors"
	"time"

	"wanjia/events"
	"wanjia/streaming"
)

// demoShow is the channel of the demonstration's gala.
const demoShow streaming.ChannelID = "gala"

// demoItems is the evening of the gala. Its titles are made up.
var demoItems = []struct {
	id            streaming.ItemID
	zh, en, kind  string
	from          streaming.ItemOrigin
	seconds       int
	minors, fixed bool
}{
	{"01", "倒计时短片+片头", "Countdown film and titles", "film", streaming.FromTape, 90, false, true},
	{"02", "开场锣鼓《福满百家》", "Opening drums: Luck to Every Home", "dance", streaming.FromStage, 230, false, true},
	{"03", "主持人开场+四地连线问好", "Hosts open, greetings from four venues", "host", streaming.FromStage, 240, false, false},
	{"04", "合唱《邻居好》", "Choir: Good Neighbours", "dance", streaming.FromStage, 220, false, false},
	{"05", "小品《一把钥匙》", "Sketch: One Key", "talk", streaming.FromStage, 470, false, false},
	{"06", "楚剧/黄梅联唱", "Chu and Huangmei opera songs", "opera", streaming.FromStage, 230, false, false},
	{"07", "分会场：北方社区秧歌", "Branch venue: northern yangge", "dance", streaming.FromBranch, 210, false, false},
	{"08", "少儿舞《小花灯》", "Children dance: Little Lantern", "dance", streaming.FromTape, 200, true, false},
	{"09", "视频家书《妈，我在深圳》", "Video letter: Mum, I am in Shenzhen", "letter", streaming.FromTape, 160, false, false},
	{"10", "太极扇与武术", "Taiji fans and martial arts", "feat", streaming.FromStage, 210, false, false},
	{"11", "相声《接龙》", "Crosstalk: Word Chain", "talk", streaming.FromStage, 410, false, false},
	{"12", "器乐合奏《喜洋洋》", "Ensemble: Joy", "music", streaming.FromBranch, 210, false, false},
	{"13", "主持串联+投票说明", "Hosts, and how to vote", "host", streaming.FromStage, 120, false, true},
	{"14", "情景剧《居民议事会》", "Scenes: The Residents’ Council", "talk", streaming.FromStage, 460, false, false},
	{"15", "旗袍与模特《亭下四季》", "Qipao: Four Seasons by the Pavilion", "dance", streaming.FromStage, 220, false, false},
	{"16", "民俗短片《万家宴一日》", "Film: A Day of the Banquet", "folk", streaming.FromTape, 240, false, false},
	{"17", "分会场：沿海社区渔歌", "Branch venue: fishermen’s songs", "dance", streaming.FromBranch, 210, false, false},
	{"18", "魔术《一桌年饭》", "Magic: A New-Year Dinner", "feat", streaming.FromStage, 230, false, false},
	{"19", "独唱《长江边》", "Solo: By the Yangtze", "dance", streaming.FromStage, 220, false, false},
	{"20", "快板《先锋楼栋》", "Kuaiban: The Pioneer Building", "talk", streaming.FromStage, 290, false, false},
	{"21", "新春祝福集锦", "New-year wishes", "wishes", streaming.FromTape, 180, false, false},
	{"22", "广场舞联排 200人", "Square dance, 200 dancers", "dance", streaming.FromTape, 230, false, false},
	{"23", "朗诵《灯》", "Recital: The Lamp", "recital", streaming.FromStage, 220, false, false},
	{"24", "分会场：少数民族社区歌舞", "Branch venue: minority songs and dances", "dance", streaming.FromBranch, 210, false, false},
	{"25", "小戏《爱心饺子》", "Play: Dumplings of Love", "talk", streaming.FromStage, 450, false, false},
	{"26", "年度邻里颁奖", "Neighbours of the year", "host", streaming.FromStage, 300, false, true},
	{"27", "值班者问候连线", "Greetings to those on duty", "host", streaming.FromBranch, 160, false, false},
	{"28", "尾声大合唱+字幕", "Finale and credits", "dance", streaming.FromStage, 220, false, true},
}

// galaOf is the gala's running order for an evening. What is live comes from the test
// picture, what is recorded from the test film, so that it can be played through.
func galaOf(evening time.Time) streaming.Show {
	s := streaming.Show{
		Channel: demoShow, Title: events.Text{ZH: "全国社区网络春晚", EN: "The Communities' Online Spring Gala"},
		Starts: evening, Delay: time.Minute, Gap: 10 * time.Second, State: streaming.ShowDraft, Checks: streaming.Checklist(), Test: true,
		Outs: []streaming.HardOut{{Who: "合作平台切走", At: evening.Add(2 * time.Hour)}},
	}
	for _, i := range demoItems {
		item := streaming.ShowItem{
			ID: i.id, Title: events.Text{ZH: i.zh, EN: i.en}, Kind: i.kind, From: i.from, Length: time.Duration(i.seconds) * time.Second,
			Feed: stageSource, Standby: filmSource, Minors: i.minors, Fixed: i.fixed,
		}
		if i.from == streaming.FromTape {
			item.Feed, item.Standby = filmSource, ""
		}
		s.Items = append(s.Items, item)
	}
	return s
}

// addDemoShow plans the demonstration's gala for the next evening at eight, unless
// there is one.
func addDemoShow(ctx context.Context, shows *streaming.Shows, now time.Time) error {
	_, err := shows.Show(ctx, demoShow)
	if !errors.Is(err, streaming.ErrNoShow) {
		return err
	}
	day := now.In(events.Zone)
	evening := time.Date(day.Year(), day.Month(), day.Day(), 20, 0, 0, 0, events.Zone)
	if evening.Before(now) {
		evening = evening.AddDate(0, 0, 1)
	}
	_, err = shows.Store.Put(ctx, streaming.VersionedShow{Show: galaOf(evening)})
	if errors.Is(err, streaming.ErrShowChanged) {
		return nil // another process was faster
	}
	return err
}

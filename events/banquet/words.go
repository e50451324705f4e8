package banquet

import (
	"fmt"
	"time"

	"wanjia/events"
)

// What the banquet says to people, in both languages; it goes out in the one of the account
// that reads it. Names, doors and what an organiser wrote stay as they were written.

// signed is words as a message of the house, by whose name a network lets it through.
func signed(zh, en string) events.Text {
	return events.Text{ZH: "【万家】" + zh, EN: "【万家】" + en}
}

// number counts things in English: "1 place", "3 places".
func number(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// day writes a moment's day, in Chinese in both calendars.
func day(t time.Time) events.Text {
	t = t.In(events.Zone)
	return events.Text{ZH: t.Format("1月2日") + "（" + events.Lunar(t) + "）", EN: t.Format("Mon 2 January")}
}

func clock(t time.Time) string { return t.In(events.Zone).Format("15:04") }

// what names what a household is registered for.
func what(e Edition, r Registration) events.Text {
	sitting, ok := e.Sitting(r.Session)
	if !ok {
		if r.Home() > 0 {
			return events.Text{
				ZH: fmt.Sprintf("万家宴送餐到家，%d份", r.Home()),
				EN: "the Banquet of Ten Thousand Homes, " + number(r.Home(), "meal", "meals") + " brought home",
			}
		}
		return events.Text{ZH: "万家宴，只带菜", EN: "the Banquet of Ten Thousand Homes, only your dish comes"}
	}
	kind := events.Text{ZH: "入席", EN: "at a table"}
	if sitting.Kind == Walk {
		kind = events.Text{ZH: "巡席", EN: "walking through"}
	}
	on := day(sitting.Starts)
	return events.Text{
		ZH: fmt.Sprintf("万家宴，%s%s%s，%d位", on.ZH, clock(sitting.Starts), kind.ZH, r.Come()),
		EN: fmt.Sprintf("the Banquet of Ten Thousand Homes, %s %s, %s, %s", on.EN, clock(sitting.Starts), kind.EN, number(r.Come(), "person", "people")),
	}
}

// besides is what a registration has beside its places.
func besides(r Registration) (zh, en string) {
	if r.Come() > 0 && r.Home() > 0 {
		zh += fmt.Sprintf("，另有%d份送到家", r.Home())
		en += ", and " + number(r.Home(), "meal", "meals") + " brought home"
	}
	if r.HighChairs > 0 {
		zh += fmt.Sprintf("，婴儿椅%d把", r.HighChairs)
		en += ", " + number(r.HighChairs, "high chair", "high chairs")
	}
	return zh, en
}

func heldWords(e Edition, r Registration) events.Text {
	of := what(e, r)
	return signed(
		fmt.Sprintf("已为您家留位：%s，请在%s前确认，可以延长一次。打电话也可以。", of.ZH, clock(r.Until)),
		fmt.Sprintf("Places are kept for your household: %s. Please confirm before %s; it can be extended once. A call is enough too.", of.EN, clock(r.Until)))
}

func waitingWords(e Edition, r Registration) events.Text {
	of := what(e, r)
	return signed(
		fmt.Sprintf("已排队：%s。有了空位会告诉您，留两个小时给您确认。", of.ZH),
		fmt.Sprintf("You are on the waiting list: %s. When places come free you are told, and have two hours to confirm.", of.EN))
}

// standsWords says of a registration how it stands, behind words of what has become of it.
func standsWords(zh, en string, e Edition, r Registration) events.Text {
	of, until := what(e, r), day(e.ChangeUntil)
	moreZH, moreEN := besides(r)
	return signed(
		fmt.Sprintf("%s：%s%s。%s %s前可以改。", zh, of.ZH, moreZH, until.ZH, clock(e.ChangeUntil)),
		fmt.Sprintf("%s: %s%s. You can change it until %s %s.", en, of.EN, moreEN, until.EN, clock(e.ChangeUntil)))
}

func registeredWords(e Edition, r Registration) events.Text {
	return standsWords("报名成功", "You are registered", e, r)
}

func changedWords(e Edition, r Registration) events.Text {
	return standsWords("报名改好了", "Your registration is changed", e, r)
}

// again is what everybody is told who does not come any more.
var again = events.Text{ZH: "想再来，随时可以重新报名。", EN: " If you want to come after all, you can register again."}

// becameWords says what has become of a registration, all that is in it, and what follows.
func becameWords(zh, en string, e Edition, r Registration, then events.Text) events.Text {
	of := what(e, r)
	moreZH, moreEN := besides(r)
	return signed(zh+"："+of.ZH+moreZH+"。"+then.ZH, en+": "+of.EN+moreEN+"."+then.EN)
}

func waitingChangedWords(e Edition, r Registration) events.Text {
	return becameWords("改好了，排的队不变", "Changed; your place on the waiting list stays", e, r, events.Text{})
}

func cancelledWords(e Edition, r Registration) events.Text {
	return becameWords("已退回", "Given back", e, r, again)
}

func leftWaitingWords(e Edition, r Registration) events.Text {
	return becameWords("已退出排队", "You have left the waiting list", e, r, again)
}

func lapsedWords(e Edition, r Registration) events.Text {
	of := what(e, r)
	return signed(
		"为您家留的"+of.ZH+"，过了时间没有确认，已让给后面的邻居。您填的还在，可以再报一次。",
		"The places kept for you ("+of.EN+") were not confirmed in time and have gone to the next neighbours. What you wrote is kept; you can register again.")
}

func movedWords(e Edition, r Registration, why, where events.Text) events.Text {
	of := what(e, r)
	return signed(
		fmt.Sprintf("%s：因%s，您家的座位换到%s。桌卡和名单都按新的来，给您添麻烦了。", of.ZH, why.ZH, where.ZH),
		fmt.Sprintf("Your places have moved: %s. Reason: %s. You now sit at %s; cards and lists follow. We are sorry for the trouble.", of.EN, why.EN, where.EN))
}

func broughtWords(e Edition, r Registration, why events.Text) events.Text {
	of := what(e, r)
	return signed(
		fmt.Sprintf("很抱歉，因%s，别处已经坐满。您家改为%s，当天送到门口，不用出门。", why.ZH, of.ZH),
		fmt.Sprintf("We are sorry: there is no place at a table any more. Reason: %s. Instead: %s. It is brought to your door on the day; you need not go out.", why.EN, of.EN))
}

func seatWords(e Edition, r Registration, where events.Text) events.Text {
	of := what(e, r)
	return signed(
		fmt.Sprintf("%s：您家坐%s。和谁同桌、为什么坐这里，在万家宴那一页看，也可以打热线问。", of.ZH, where.ZH),
		fmt.Sprintf("Your household sits at %s: %s. With whom, and why there, is on its page at the banquet; the hotline knows it too.", where.EN, of.EN))
}

func seatMovedWords(e Edition, r Registration, where events.Text) events.Text {
	of := what(e, r)
	return signed(
		fmt.Sprintf("%s：您家的座位换到%s，以这一条为准。", of.ZH, where.ZH),
		fmt.Sprintf("Your household now sits at %s: %s. What you were told before does not hold any more.", where.EN, of.EN))
}

func unseatedWords(e Edition, r Registration) events.Text {
	of := what(e, r)
	return signed(
		of.ZH+"：您家原来的座位要重新安排，名额不变，排好了马上告诉您。",
		"Your household is to be given other seats: "+of.EN+". Your places stay yours; you are told as soon as the seats are found.")
}

// quoted names a dish in a sentence.
func (d Dish) quoted() events.Text {
	if d.Title() == "" {
		return events.Text{ZH: "（还没定）", EN: "(undecided)"}
	}
	return events.Text{ZH: "“" + d.Title() + "”", EN: "“" + d.Title() + "”"}
}

func dishBegunWords(d Dish) events.Text {
	of := d.quoted()
	return signed(
		fmt.Sprintf("您家的菜记下了：%s。想和邻居一起做，把拼菜码 %s 告诉他们，最多六家。", of.ZH, d.Code),
		fmt.Sprintf("Your dish is written down: %s. To make it with neighbours, tell them the code %s; six households at most.", of.EN, d.Code))
}

func dishJoinedWords(d Dish, name string) events.Text {
	of := d.quoted()
	return signed(
		fmt.Sprintf("%s家加入了您家的菜%s，现在是%d家一起做。", name, of.ZH, len(d.Shares)),
		fmt.Sprintf("The household of %s has joined your dish %s; %d households make it now.", name, of.EN, len(d.Shares)))
}

func dishWelcomeWords(d Dish) events.Text {
	of := d.quoted()
	return signed(
		fmt.Sprintf("您家加入好了：%s，%d家一起做。", of.ZH, len(d.Shares)),
		fmt.Sprintf("Your household has joined a dish: %s, made by %d households.", of.EN, len(d.Shares)))
}

func dishLeftWords(d Dish, name string) events.Text {
	of := d.quoted()
	return signed(
		fmt.Sprintf("%s家不再和您家一起做%s，现在是%d家。", name, of.ZH, len(d.Shares)),
		fmt.Sprintf("The household of %s does not make %s with you any more; now %s.", name, of.EN, number(len(d.Shares), "household makes it", "households make it")))
}

func dishGoneWords(d Dish) events.Text {
	of := d.quoted()
	return signed(
		fmt.Sprintf("您家已退出：%s。还想带菜，可以再定一道，或者加入邻居的。", of.ZH),
		fmt.Sprintf("Your household has left the dish %s. If you still want to bring one, make another or join neighbours.", of.EN))
}

func dishWithdrawnWords(d Dish) events.Text {
	of := d.quoted()
	return signed(
		fmt.Sprintf("您家的菜%s已经撤掉。还想带菜，可以再定一道，或者加入邻居的。", of.ZH),
		fmt.Sprintf("Your dish %s is withdrawn. If you still want to bring one, make another or join neighbours.", of.EN))
}

func dishCookWords(d Dish, name string) events.Text {
	of := d.quoted()
	return signed(
		fmt.Sprintf("%s家请您家来掌勺：%s。改菜名、填配料都由您家来。", name, of.ZH),
		fmt.Sprintf("The household of %s asks you to cook: %s. Its name and what is in it are yours to say now.", name, of.EN))
}

func dishReminderWords(e Edition, d Dish) events.Text {
	of, by := d.quoted(), day(e.DishBy)
	if d.State == Idea {
		return signed(
			fmt.Sprintf("您家的菜还没定。请在%s %s前定下来，叫什么名字都行。", by.ZH, clock(e.DishBy)),
			fmt.Sprintf("Your dish is still undecided. Please settle it before %s %s; any name will do.", by.EN, clock(e.DishBy)))
	}
	return signed(
		"您家的菜"+of.ZH+"，有没有放鸡蛋、花生、海鲜？请到“我家的万家宴”里点一点。",
		"Is there egg, peanut or seafood in your dish "+of.EN+"? Please answer on the page of your household at the banquet.")
}

func kinAskedWords(k Kin, name string) events.Text {
	return signed(
		fmt.Sprintf("%s家想和您家同桌（亲友码 %s）。请在“我家的万家宴”里点“同意”；不认识可以不管。", name, k.Code),
		fmt.Sprintf("The household of %s would like to sit with you (code %s). Please say yes on the page of your household at the banquet; if you do not know them, do nothing.", name, k.Code))
}

func kinAgreedWords(k Kin, name string) events.Text {
	return signed(
		fmt.Sprintf("%s家同意和您家同桌（亲友码 %s），排座时会放在一起。", name, k.Code),
		fmt.Sprintf("The household of %s agrees to sit with you (code %s); you are seated together.", name, k.Code))
}

func kinLeftWords(k Kin, name string) events.Text {
	return signed(
		fmt.Sprintf("%s家退出了亲友组（亲友码 %s），不再和您家排在一起。", name, k.Code),
		fmt.Sprintf("The household of %s has left your group (code %s) and is not seated with you any more.", name, k.Code))
}

func kinRefusedWords(k Kin) events.Text {
	return signed(
		fmt.Sprintf("您家想加入的亲友组（亲友码 %s）没有同意。您家的报名不变。", k.Code),
		fmt.Sprintf("The group you asked to sit with (code %s) did not say yes. Your registration stays as it is.", k.Code))
}

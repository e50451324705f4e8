package seed

import "time"

// LanternZone is a part of the lantern show's ground, a rectangle on its plan.
type LanternZone struct {
	ID        string `csv:"id"` // Z1
	Name      string `csv:"name"`
	NameEN    string `csv:"name_en"`
	AreaM2    int    `csv:"area_m2"`
	PersonDM2 int    `csv:"person_dm2"` // planned for each person, in square decimetres
	Capacity  int    `csv:"capacity"`   // persons at once
	ExitCM    int    `csv:"exit_cm"`    // of all ways out of it, for an emergency
	X         int    `csv:"x_m"`
	Y         int    `csv:"y_m"`
	Width     int    `csv:"width_m"`
	Height    int    `csv:"height_m"`
	Mark
}

// LanternGate is a gate with its lanes; its bit is that of the passes.
type LanternGate struct {
	ID       string `csv:"id"` // w1
	Name     string `csv:"name"`
	NameEN   string `csv:"name_en"`
	Bit      int    `csv:"bit"`
	Lanes    int    `csv:"lanes"`
	LaneHour int    `csv:"lane_hour"` // persons one lane passes in an hour, as planned
	LaneMost int    `csv:"lane_most"` // and at most
	ExitCM   int    `csv:"exit_cm"`   // beside the lanes, for those who leave
	StepFree bool   `csv:"step_free"`
	Zone     string `csv:"zone"` // it opens into
	X        int    `csv:"x_m"`
	Y        int    `csv:"y_m"`
	Mark
}

// LanternPath is a way between a gate and a zone or between two zones.
type LanternPath struct {
	ID      string `csv:"id"`
	From    string `csv:"from"` // a gate or a zone
	To      string `csv:"to"`
	Kind    string `csv:"kind"` // level, ramp, stairs
	WidthCM int    `csv:"width_cm"`
	Metres  int    `csv:"metres"`
	OneWay  bool   `csv:"one_way"`
	Mark
}

// LanternRoute is how some of those who come through a gate walk: the zones in their
// order, with the percentage of the stay in each, and the gate they leave by.
type LanternRoute struct {
	Gate    string   `csv:"gate"`
	Percent int      `csv:"percent"` // of those who come through it
	Zones   []string `csv:"zones"`
	Stay    []string `csv:"stay_percent"`
	Exit    string   `csv:"exit"`
	Mark
}

// LanternWindow is an entry window of a night with what its places are for.
type LanternWindow struct {
	ID        string    `csv:"id"` // n1-1830
	Night     int       `csv:"night"`
	Starts    time.Time `csv:"starts"`
	Ends      time.Time `csv:"ends"`
	Residents int       `csv:"residents"`
	Visitors  int       `csv:"visitors"`
	WalkUp    int       `csv:"walk_up"`
	Special   int       `csv:"special"` // groups, and who needs help
	Places    int       `csv:"places"`
	Mark
}

// Lantern is a lantern somebody of an estate made.
type Lantern struct {
	ID       string `csv:"id"`
	Estate   string `csv:"estate"`
	Maker    string `csv:"maker"` // Household
	Kind     string `csv:"kind"`
	Material string `csv:"material"`
	Power    string `csv:"power"` // none, battery, mains
	Watts    int    `csv:"watts"` // 0 unless mains
	Circuit  string `csv:"circuit"`
	Zone     string `csv:"zone"`
	Passed   bool   `csv:"passed_first"` // the first safety check
	Mark
}

// LanternCircuit is a breaker with what hangs on it.
type LanternCircuit struct {
	ID    string `csv:"id"`
	Zone  string `csv:"zone"`
	Amps  int    `csv:"amps"`
	Limit int    `csv:"limit_w"`
	Load  int    `csv:"load_w"`
	Mark
}

// LanternEvening is a night with the weather it will have.
type LanternEvening struct {
	Night   int  `csv:"night"`
	Date    Day  `csv:"date"`
	Rain    bool `csv:"rain"`
	Celsius int  `csv:"celsius"`
	Mark
}

// LanternIncident is what happens on a night, on purpose.
type LanternIncident struct {
	ID    string    `csv:"id"`
	Night int       `csv:"night"`
	Kind  string    `csv:"kind"` // lost_child, faint, fall, breaker_trip, photo_fight, wind_drill
	Zone  string    `csv:"zone"` // "" for all
	At    time.Time `csv:"at"`
	Mark
}

// Table implements [Row].
func (LanternZone) Table() string { return "zones" }

// Table implements [Row].
func (LanternGate) Table() string { return "gates" }

// Table implements [Row].
func (LanternPath) Table() string { return "paths" }

// Table implements [Row].
func (LanternRoute) Table() string { return "routes" }

// Table implements [Row].
func (LanternWindow) Table() string { return "windows" }

// Table implements [Row].
func (Lantern) Table() string { return "lanterns" }

// Table implements [Row].
func (LanternCircuit) Table() string { return "circuits" }

// Table implements [Row].
func (LanternEvening) Table() string { return "evenings" }

// Table implements [Row].
func (LanternIncident) Table() string { return "lantern_incidents" }

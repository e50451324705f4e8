package seating

import "encoding/json"

// JSON returns the document of the plan: Read of it is the plan again, under the
// same id.
func (p *Plan) JSON() []byte { return encode(p.form) }

// Pretix returns the document without our key, for programs that take nothing but
// the schema. The seats are in the order of their rows.
func (p *Plan) Pretix() []byte {
	f := p.form
	f.Wanjia = nil
	return encode(f)
}

func encode(f form) []byte {
	b, err := json.Marshal(f)
	if err != nil { // what was read can be written
		panic(err)
	}
	return b
}

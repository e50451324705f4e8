package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/url"
)

var adminCommand = command{
	name: "admin",
	args: "add --phone N",
	doc:  "make the account of a phone an administrator",
	more: "The account is made if there is none yet; repeating it changes nothing. Works\nbeside a running service, too.",
	setup: func(p *program, fs *flag.FlagSet) func(context.Context, []string) error {
		phone := fs.String("phone", "", "mobile number of 11 digits")
		return func(ctx context.Context, words []string) error {
			if len(words) != 1 || words[0] != "add" {
				return errors.New("say what to do: wanjia admin add --phone N")
			}
			if *phone == "" {
				return errors.New("say whose account: wanjia admin add --phone N")
			}
			masked, err := p.addAdmin(ctx, *phone)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.stdout, "%s is an administrator now and signs in with a code to that phone.\n", masked)
			return err
		}
	},
}

// addAdmin asks the service that holds the documents, or opens them itself.
func (p *program) addAdmin(ctx context.Context, phone string) (string, error) {
	running, err := p.running()
	if err != nil {
		return "", err
	}
	if running != nil {
		answer, err := running.do(ctx, "POST", "/admins", url.Values{"phone": {phone}})
		if err != nil {
			return "", err
		}
		defer answer.Close()
		var masked string
		if err := json.NewDecoder(answer).Decode(&masked); err != nil {
			return "", fmt.Errorf("read the answer of the running wanjia: %w", err)
		}
		return masked, nil
	}
	var masked string
	err = p.withDocuments(ctx, func(h *house) error {
		account, err := newPeople(h.documents, nil).service.AddAdmin(ctx, phone)
		masked = account.Masked()
		return err
	})
	return masked, err
}

// running is the service that holds the embedded documents, nil if there is none
// or if the documents are not embedded.
func (p *program) running() (*control, error) {
	if p.config.MongoDB != "" {
		return nil, nil
	}
	h, held, err := holderOf(p.config.Data)
	if err != nil || !held {
		return nil, err
	}
	c, err := dialControl(h)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", heldError{p.config.Data, h}, err)
	}
	return c, nil
}

// withDocuments opens the documents, and nothing else, for the time of do.
func (p *program) withDocuments(ctx context.Context, do func(*house) error) (err error) {
	h := newHouse(p.config, p.log)
	defer func() { err = errors.Join(err, h.close(context.WithoutCancel(ctx))) }()
	if p.config.MongoDB == "" {
		if err := h.openFolder(ctx); err != nil {
			return err
		}
	}
	if err := h.openDocuments(ctx); err != nil {
		return err
	}
	return do(h)
}

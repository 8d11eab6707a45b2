package uitest_test

import (
	"net/http"
	"testing"
	"time"

	"truchement/ui/uitest"
)

// A page from far away takes the round trip and is the same page; a stopped server cannot be reached.
func TestDoorFarAway(t *testing.T) {
	d := uitest.OpenDoorAt(t, uitest.OpenNewsroom(t), uitest.Far)
	client := &http.Client{Timeout: uitest.Patience}
	at := "http://" + d.Address + "/healthz"
	began := time.Now()
	answer, err := client.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if took := time.Since(began); answer.StatusCode != http.StatusOK || took < uitest.Far {
		t.Errorf("answered %s after %v", answer.Status, took)
	}
	client.CloseIdleConnections()
	d.Stop()
	if answer, err := client.Get(at); err == nil {
		t.Errorf("a stopped server answered %s", answer.Status)
	}
	d.Reopen()
	if _, err := client.Get(at); err != nil {
		t.Errorf("after it came back: %v", err)
	}
}

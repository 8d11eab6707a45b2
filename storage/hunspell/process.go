package hunspell

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

// process is one program that runs, in the mode of ispell: it reads a word from a line, and writes a line with what may be
// meant if it does not know it, and an empty line.
type process struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines chan string // closed when it ends
	quit  chan struct{}
}

var errDictionary = errors.New("no dictionary")

// start starts the program with the first of the dictionaries that there is.
func start(program string, dictionaries []string) (*process, error) {
	err := errDictionary
	for _, name := range dictionaries {
		var p *process
		if p, err = startWith(program, name); err == nil {
			return p, nil
		}
	}
	return nil, fmt.Errorf("hunspell with %s: %w", strings.Join(dictionaries, ", "), err)
}

func startWith(program, dictionary string) (*process, error) {
	p := &process{cmd: exec.Command(program, "-a", "-i", "utf-8", "-d", dictionary), lines: make(chan string, 64),
		quit: make(chan struct{})}
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go p.read(out)
	// It greets once it has read the dictionary, and ends at once without one.
	if greeting, err := p.line(time.After(answerWithin)); err != nil || !strings.HasPrefix(greeting, "@") {
		p.end()
		return nil, errors.Join(errDictionary, err)
	}
	if _, err := io.WriteString(p.in, "!\n"); err != nil { // say nothing of words that are known
		p.end()
		return nil, err
	}
	return p, nil
}

// read passes on what the program writes until it ends or p is closed.
func (p *process) read(out io.Reader) {
	defer close(p.lines)
	for scanner := bufio.NewScanner(out); scanner.Scan(); {
		select {
		case p.lines <- scanner.Text():
		case <-p.quit:
			return
		}
	}
}

// line is the next line.
func (p *process) line(late <-chan time.Time) (string, error) {
	select {
	case line, ok := <-p.lines:
		if !ok {
			return "", io.EOF
		}
		return line, nil
	case <-late:
		return "", errors.New("no answer in time")
	}
}

// ask returns those of the words that are not known. After an error the process is of no use.
func (p *process) ask(words []string, within time.Duration) (map[string][]string, error) {
	late := time.After(within)
	sent := make(chan error, 1)
	go func() { // while answers are read, since neither side has room for all
		_, err := io.WriteString(p.in, "^"+strings.Join(words, "\n^")+"\n")
		sent <- err
	}()
	unknown := map[string][]string{}
	for i := 0; i < len(words); {
		line, err := p.line(late)
		if err != nil {
			return nil, err
		}
		if line == "" {
			i++
			continue
		}
		if word := words[i]; unknown[word] == nil {
			unknown[word] = meantIn(line)
		}
	}
	return unknown, <-sent
}

// meantIn reads what may be meant: "& minitre 2 1: ministre, mitre", or "# minitre 1".
func meantIn(line string) []string {
	_, meant, ok := strings.Cut(line, ": ")
	if !ok {
		return []string{}
	}
	return strings.Split(meant, ", ")
}

// end ends the program.
func (p *process) end() {
	close(p.quit)
	p.in.Close()
	p.cmd.Process.Kill() // it may hang; an error means that it has ended
	p.cmd.Wait()         // its exit status says nothing
}

package storage

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Folder keeps files by their names: what can be made anew from the desk, and is there for speed. It is safe for
// concurrent use.
type Folder struct{ path string }

// NewFolder is the folder at a path, which is made when something is written.
func NewFolder(path string) Folder { return Folder{path} }

// at is the path of a file; a name that leads elsewhere is no file.
func (f Folder) at(name string) (string, error) {
	if !filepath.IsLocal(name) || filepath.Base(name) != name {
		return "", &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return filepath.Join(f.path, name), nil
}

// Open maps a file into memory, for as long as the program runs. It is fs.ErrNotExist where there is none.
// The bytes begin at a multiple of 8 and must not be written to.
func (f Folder) Open(name string) ([]byte, error) {
	path, err := f.at(name)
	if err != nil {
		return nil, err
	}
	return mapFile(path)
}

// Write writes a file whole or not at all. Who has mapped an older one of this name keeps that.
func (f Folder) Write(name string, write func(io.Writer) error) (err error) {
	path, err := f.at(name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.path, 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(f.path, ".writing-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	if err = write(file); err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	return err
}

// Names lists the files.
func (f Folder) Names() ([]string, error) {
	entries, err := os.ReadDir(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	return names, err
}

// Remove removes a file. Who has mapped it keeps it.
func (f Folder) Remove(name string) error {
	path, err := f.at(name)
	if err != nil {
		return err
	}
	return os.Remove(path)
}

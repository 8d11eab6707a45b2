package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
)

// session is one connection and the statements prepared on it.
type session struct {
	eng      *engine
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
}

func connect(ctx context.Context, eng *engine, pool *sql.DB) (*session, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &session{eng: eng, conn: conn, prepared: map[string]*sql.Stmt{}}, nil
}

func (s *session) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if st, ok := s.prepared[query]; ok {
		return st, nil
	}
	st, err := s.conn.PrepareContext(ctx, s.eng.rewriteQuery(query))
	if err == nil {
		s.prepared[query] = st
	}
	return st, err
}

// rollback ends the session's transaction, and reports whether it could.
func (s *session) rollback() bool {
	ctx, cancel := s.eng.attemptContext()
	defer cancel()
	return s.eng.exec(ctx, s.conn, "ROLLBACK") == nil
}

// discard closes the connection, so that one in an unknown state does not return
// to the pool. It ignores errors: the connection is given up in any case.
func (s *session) discard() {
	for _, st := range s.prepared {
		_ = st.Close()
	}
	_ = s.conn.Raw(func(any) error { return driver.ErrBadConn })
	_ = s.conn.Close()
}

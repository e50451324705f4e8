package main

import (
	"context"
	"fmt"

	"wanjia/events/docstore"
	"wanjia/events/docstore/mongodoc"
	"wanjia/events/docstore/sqlitedoc"
)

func openMongo(ctx context.Context, uri string) (docstore.Engine, error) {
	e, err := mongodoc.Open(ctx, uri)
	if err != nil {
		return nil, fmt.Errorf("open the documents: %w\ncheck WANJIA_MONGODB_URI and that MongoDB runs there, or unset it for SQLite in the data folder", err)
	}
	return e, nil
}

func openSQLite(ctx context.Context, path string) (docstore.Engine, error) {
	e, err := sqlitedoc.Open(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open the documents: %w", err)
	}
	return e, nil
}

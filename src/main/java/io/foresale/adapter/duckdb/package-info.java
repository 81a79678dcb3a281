/** The table engine on DuckDB, in process. */
@NullMarked
package io.foresale.adapter.duckdb;

import org.jspecify.annotations.NullMarked;

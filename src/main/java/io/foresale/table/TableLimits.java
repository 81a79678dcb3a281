package io.foresale.table;

/**
 * How large a table may be.
 *
 * @param columns in its header
 * @param recordBytes of one line, or of one record where quoted cells hold line ends; at most 256 MiB
 * @param cellsExamined when roles are inferred: fewer rows are looked at where there are many columns
 * @param rowsExamined when roles are inferred
 */
public record TableLimits(int columns, int recordBytes, int cellsExamined, int rowsExamined) {

    /** 20,000 columns, 16 MiB a record, inference from at most 50,000 rows and 4,000,000 cells. */
    public static final TableLimits DEFAULT = new TableLimits(20_000, 16 << 20);

    /** With inference from at most 50,000 rows and 4,000,000 cells. */
    public TableLimits(int columns, int recordBytes) {
        this(columns, recordBytes, 4_000_000, 50_000);
    }
}

package io.foresale.table;

import io.foresale.domain.NumberFormat;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import io.foresale.domain.TimeFormat;
import io.foresale.port.TableEngine.Session;
import io.foresale.port.Uploads.Plain;
import io.foresale.text.Cells;
import io.foresale.text.Times;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads CSV with a header. */
final class CsvLoader {

    /** Reading so many columns at once takes the engine gigabytes, however few rows there are. */
    private static final int WIDE = 1_000;

    private final Plain plain;
    private final String name;
    private final TableLimits limits;

    CsvLoader(Plain plain, String name, TableLimits limits) {
        this.plain = plain;
        this.name = name;
        this.limits = limits;
    }

    RawTable load(Optional<String> delimiter, Session session, TableLoader.Progress progress) {
        var separator = new CsvDialect(plain.file(), name, limits.recordBytes()).delimiter(delimiter);
        var first = header(separator);
        var header = first.names();
        var names = ColumnNames.of(header);
        var source = new CsvSource(
                plain.file(),
                separator,
                CsvRecords.lineEnd(plain.file()),
                header.size(),
                !plain.validUtf8(),
                limits.recordBytes(),
                first.inFile());
        var file = session.directory().resolve("normalised");
        var normalised = Normalised.of(source, plain.file(), file, progress);
        boolean wide = header.size() > WIDE;
        if (wide) {
            session.run(normalised.wide());
        } else {
            session.run("CREATE VIEW raw AS SELECT * FROM " + normalised.relation(names.names()));
        }
        return new RawTable(
                name,
                names.names(),
                IntStream.range(0, header.size())
                        .filter(i -> Cells.plain(header.get(i)).isEmpty())
                        .mapToObj(names.names()::get)
                        .toList(),
                normalised.readable(),
                normalised.records(),
                normalised.unreadable(),
                java.util.stream.Stream.of(plain.warnings(), first.warnings(), names.warnings())
                        .flatMap(List::stream)
                        .toList(),
                Optional.empty(),
                true,
                Optional.of(() -> source.from(0)),
                normalised.bytes(),
                wide,
                wide ? List.of("raw") : normalised.parts(names.names()));
    }

    /**
     * The names of the columns.
     *
     * @param inFile whether the first line has them; where not, it is a row
     */
    private record Header(List<String> names, boolean inFile) {

        List<String> warnings() {
            return inFile ? List.of() : List.of("the file has no header; taken as " + String.join(", ", names));
        }
    }

    private Header header(byte separator) {
        try (var records = new CsvRecords(plain.file(), separator, 0, !plain.validUtf8(), limits.recordBytes())) {
            if (!records.next()) {
                throw PermanentException.invalid(
                        name, "a header line", "blank lines only", "upload a table with a header line");
            }
            if (records.fault() != Fault.NONE) {
                throw PermanentException.invalid(
                        name + " line " + records.line(),
                        "a header line",
                        records.fault().reason(),
                        "correct the header line");
            }
            var header = records.values();
            if (header.size() > limits.columns()) {
                throw TableLoader.tooManyColumns(name, header.size(), limits);
            }
            var known = Headerless.names(header);
            if (known.isPresent()) {
                return new Header(known.get(), false);
            }
            refuseData(header, records.raw());
            return new Header(header, true);
        }
    }

    /** Half of the names being numbers or times is a row of data, and the file has no header. */
    private void refuseData(List<String> header, String raw) {
        long values = header.stream()
                .map(Cells::plain)
                .filter(h -> Cells.number(h, NumberFormat.POINT).isPresent() || Times.fits(h, TimeFormat.ISO))
                .count();
        if (values * 2 >= header.size()) {
            throw PermanentException.invalid(
                    name,
                    "the names of the columns in the first line",
                    Quoted.of(raw) + ", which looks like a row",
                    "put a header line before the rows");
        }
    }
}

package io.foresale.port;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes a plain local file of what someone uploaded: expanded, in UTF-8, its format known. Safe for any number of threads. */
public interface Uploads {

    /** What a plain file holds. */
    enum Format {
        CSV,
        /** One JSON object a line. */
        JSON_LINES,
        /** One JSON array of objects. */
        JSON_ARRAY,
        PARQUET
    }

    /**
     * A plain file; Parquet is left as it is.
     *
     * @param file in the directory that was asked for, or the raw file itself where nothing had to be changed
     * @param validUtf8 whether every byte of it is; where not, some of its lines cannot be read
     * @param warnings how it was read, where that was a decision
     */
    record Plain(Format format, Path file, boolean validUtf8, List<String> warnings) {}

    /**
     * Recognises compression (gzip, zstd), format and encoding (UTF-8, UTF-16, GB18030) by content, never by name. Works in
     * bounded memory.
     *
     * @param name of the upload, for messages
     * @param encoding that the owner named; empty to recognise it
     * @throws io.foresale.domain.PermanentException where it is empty, broken, no table or larger than allowed when expanded;
     *     the message names the upload
     */
    Plain plain(Path raw, String name, Optional<String> encoding, Path directory);
}

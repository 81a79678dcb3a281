package io.foresale.adapter.upload;

import io.foresale.port.Uploads.Format;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the first bytes of a file say of it. */
final class Signatures {

    private static final Map<String, String> FOREIGN = foreign();

    /** More NUL bytes than one in so many: no text. */
    private static final int FEW_NULS = 50;

    private Signatures() {}

    /** First characters (ISO 8859-1) of what is no table, and what it is. */
    private static Map<String, String> foreign() {
        var known = new LinkedHashMap<String, String>();
        known.put("\u0089PNG", "a PNG image");
        known.put("\u00FF\u00D8\u00FF", "a JPEG image");
        known.put("GIF8", "a GIF image");
        known.put("%PDF", "a PDF document");
        known.put("PK\u0003\u0004", "a ZIP archive or an Excel workbook");
        known.put("\u00D0\u00CF\u0011\u00E0", "an old Excel workbook or another Office document");
        known.put("\u007FELF", "a program");
        known.put("MZ\u0090", "a program");
        known.put("BZh", "bzip2 data");
        known.put("\u00FD7zXZ", "xz data");
        known.put("7z\u00BC\u00AF", "a 7-Zip archive");
        known.put("Rar!", "a RAR archive");
        known.put("SQLite format 3", "an SQLite database");
        known.put("Obj\u0001", "an Avro file");
        known.put("ARROW1", "an Arrow file");
        known.put("<?xml", "an XML document");
        known.put("<!DOCTYPE", "an HTML page");
        known.put("<html", "an HTML page");
        return known;
    }

    static boolean parquet(byte[] head) {
        return begins(head, "PAR1");
    }

    /** What the file is, if it is known to be no table. */
    static Optional<String> foreign(byte[] head) {
        return FOREIGN.entrySet().stream()
                .filter(e -> begins(head, e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether there are more NUL bytes than a slip explains. */
    static boolean binary(byte[] head) {
        int nuls = 0;
        for (var b : head) {
            nuls += b == 0 ? 1 : 0;
        }
        return nuls * FEW_NULS > head.length;
    }

    /** The format of text in UTF-8. */
    static Format format(byte[] head) {
        var start = new String(head, StandardCharsets.UTF_8).replaceFirst("^\uFEFF?\\s*", "");
        if (start.startsWith("{")) {
            return Format.JSON_LINES;
        }
        return start.startsWith("[") && start.substring(1).stripLeading().startsWith("{")
                ? Format.JSON_ARRAY
                : Format.CSV;
    }

    private static boolean begins(byte[] head, String magic) {
        var bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            if (i >= head.length || head[i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}

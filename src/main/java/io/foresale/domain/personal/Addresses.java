package io.foresale.domain.personal;

import io.foresale.domain.personal.Finder.Span;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Streets with a number, where their form leaves little doubt. */
final class Addresses {

    private static final String UNIT = "(?:,? (?i:apt|apartment|unit|suite|ste|flat|floor|#)\\.? ?[0-9A-Za-z-]{1,6})?";

    /** Words that come before "street" where it is no name. */
    private static final String NO_NAME =
            "(?!(?:the|a|an|of|on|in|for|and|or|my|this|our|down|across|to|at|by|with|from|per|each|piece|pack|pairs?|pcs|inch|in|cm|mm|way|left|days?|stars?|years?|miles?|minutes?|hours?|people|km|m)(?![a-z]))";

    private static final String BEFORE =
            "(?<![0-9A-Za-z.,/$€£-])[0-9]{1,5}[A-Za-z]?,? (?:(?i:north|south|east|west|[nsew])\\.? )?";

    private static final String AFTER = UNIT
            + "(?=\\s*(?:$|[,;!?()\\n\\]\"。]|\\.(?:\\s|$)|(?:in|and|but|please|thanks|by|before|not|near|instead|tomorrow|today)(?![a-z])))";

    private static final String ENGLISH = "(?i)" + BEFORE + "(?:" + NO_NAME + "[a-z0-9][a-z0-9'.-]{0,20} ){1,3}"
            + "(?:(?:street|avenue|road|boulevard|highway|parkway)(?![0-9a-z'])|(?:st|ave|rd|blvd|hwy|pkwy)(?![0-9a-z'])\\.?)"
            + AFTER;

    /** Words that stand for much else, so capitals have to tell that they end a name. */
    private static final String IN_CAPITALS = BEFORE + "(?:[A-Z][a-z'.-]{1,20} ){1,3}"
            + "(?:(?:Lane|Drive|Court|Square|Terrace|Way|Place)(?![0-9A-Za-z'])|(?:Ln|Dr|Ct|Sq|Pl)(?![0-9A-Za-z'])\\.?)"
            + AFTER;

    private static final String GERMAN =
            "(?<![A-Za-zÄÖÜäöüß])(?:[A-ZÄÖÜ][A-Za-zÄÖÜäöüß.-]{1,30}(?:straße|strasse|str\\.|gasse|allee)|[A-ZÄÖÜ][a-zäöüß-]{1,30} (?:Straße|Strasse|Str\\.|Allee|Gasse)) ?[0-9]{1,4} ?[a-z]?(?![0-9A-Za-z])";

    private static final String FRENCH =
            "(?i)(?<![0-9A-Za-z.,/-])[0-9]{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|place|chemin|impasse|allée|quai) "
                    + "(?:(?:de|du|des|la|le|les|d'|l')[ ]?){0,2}(?-i:[A-ZÀ-Ü][A-Za-zÀ-ÿ'-]{1,25})(?: (?-i:[A-ZÀ-Ü][a-zà-ÿ'-]{1,25})){0,2}";

    /** What leads to an address is none of it. */
    private static final String LEADING = "到至址寄给在往住送";

    private static final String CHINESE =
            "(?:(?<=[" + LEADING + "])|(?<!\\p{IsHan}))[\\p{IsHan}&&[^" + LEADING + "]]{3,40}(?<=路|街|大道|巷|弄|胡同)"
                    + "[0-9]{1,5}(?:弄[0-9]{1,4})?(?:-[0-9]{1,4})?号"
                    + "(?:[\\p{IsHan}]{0,8}[0-9A-Za-z-]{1,6}(?:号楼|栋|幢|座|单元|楼|层|室|号|户)){0,4}";

    private static final String BOX = "(?i)(?<![a-z])(?:p\\.? ?o\\.? ?box|postfach) [0-9]{1,6}(?![0-9A-Za-z])";

    private static final List<Pattern> FORMS = Stream.of(ENGLISH, IN_CAPITALS, GERMAN, FRENCH, CHINESE, BOX)
            .map(Pattern::compile)
            .toList();

    private Addresses() {}

    static Stream<Span> find(String text) {
        return FORMS.stream().flatMap(form -> form.matcher(text).results()).map(m -> new Span(m.start(), m.end()));
    }
}

package io.foresale.api;

import io.foresale.api.request.JsonBody;
import io.foresale.domain.PermanentException;
import io.foresale.domain.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shoppers or visits of a score request: one JSON object of columns as in the upload or of a visit, or an array of such. */
final class ScoreRequest {

    private ScoreRequest() {}

    /** The columns of each shopper; those that are null are left out. */
    static List<Map<String, Object>> parse(byte[] json, int most) {
        return switch (JsonBody.parse(json)) {
            case Map<?, ?> one -> List.of(columns(one));
            case List<?> many -> all(many, most);
            default -> throw refused("a string, number or boolean");
        };
    }

    private static List<Map<String, Object>> all(List<?> many, int most) {
        if (many.isEmpty()) {
            throw refused("an empty array");
        }
        if (many.size() > most) {
            throw PermanentException.tooLarge(
                    "body",
                    "at most " + most + " shoppers or visits (foresale.score.max-shoppers)",
                    String.valueOf(many.size()),
                    "send them in several requests, or as a file to /score-requests/{model}/{file}");
        }
        var shoppers = new ArrayList<Map<String, Object>>();
        for (var shopper : many) {
            if (!(shopper instanceof Map<?, ?> one)) {
                throw refused("an array whose element " + shoppers.size() + " is none");
            }
            shoppers.add(columns(one));
        }
        return shoppers;
    }

    private static Map<String, Object> columns(Map<?, ?> object) {
        var columns = new LinkedHashMap<String, Object>();
        object.forEach((name, value) -> {
            if (value instanceof Double number && !Double.isFinite(number)) {
                throw PermanentException.invalid(
                        "feature " + Quoted.of(name.toString()),
                        "a number that a double can hold",
                        "one beyond 1.8e308",
                        "correct it or leave it out");
            }
            if (value != null) {
                columns.put(name.toString(), value);
            }
        });
        return columns;
    }

    private static PermanentException refused(String got) {
        return PermanentException.invalid(
                "body",
                "one JSON object of columns or of a visit, or an array of such objects",
                got,
                "send {\"column\": value, …} with the columns of the upload, or for a visit {\"events\": […]}");
    }
}

package io.foresale.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Makes sentences. One rule a line, {@code name: one way | another way}; {@code {name}} in a way stands for any way of
 * that rule. A rule may have a variant for each taste, {@code product.3}, which is preferred over the plain rule.
 */
final class Grammar {

    private static final int PLAIN = -1;
    private static final Pattern SYMBOL = Pattern.compile("\\{(\\w+)}");

    private final Map<String, Map<Integer, Ways>> rules;

    private Grammar(Map<String, Map<Integer, Ways>> rules) {
        this.rules = rules;
    }

    static Grammar of(String text) {
        var rules = new HashMap<String, Map<Integer, Ways>>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            var rule = line.split(":", 2);
            var name = rule[0].strip().split("\\.", 2);
            var taste = name.length == 1 ? PLAIN : Integer.parseInt(name[1]);
            rules.computeIfAbsent(name[0], _ -> new HashMap<>()).put(taste, Ways.of(rule[1]));
        });
        return new Grammar(rules);
    }

    /** A text by a rule. Within it no sentence comes twice, and plain words stay: who asks about a tent means that tent. */
    String say(String rule, int taste, RandomGenerator random) {
        return new Text(taste, random).say(rule);
    }

    /** A text without a taste, in which some words are settled beforehand. */
    Text text(RandomGenerator random) {
        return new Text(PLAIN, random);
    }

    /** The ways in which plain words of a taste can be said. */
    List<String> words(String rule, int taste) {
        return ways(rule, taste).all().stream()
                .map(way -> ((Part.Words) way.getFirst()).text())
                .toList();
    }

    private Ways ways(String rule, int taste) {
        var variants = rules.getOrDefault(rule, Map.of());
        var ways = variants.getOrDefault(taste, variants.getOrDefault(PLAIN, Ways.NONE));
        if (ways.all().isEmpty()) {
            throw new IllegalArgumentException("the grammar has no rule '" + rule + "'");
        }
        return ways;
    }

    private sealed interface Part {
        record Words(String text) implements Part {}

        record Symbol(String rule) implements Part {}
    }

    /** @param mereWords whether none of the ways refers to a rule */
    private record Ways(List<List<Part>> all, boolean mereWords) {

        static final Ways NONE = new Ways(List.of(), false);

        static Ways of(String alternatives) {
            var ways = new ArrayList<List<Part>>();
            for (var way : alternatives.split("\\|", -1)) {
                ways.add(parts(way.strip()));
            }
            return new Ways(ways, !SYMBOL.matcher(alternatives).find());
        }

        private static List<Part> parts(String way) {
            var parts = new ArrayList<Part>();
            var symbol = SYMBOL.matcher(way);
            int from = 0;
            while (symbol.find()) {
                parts.add(new Part.Words(way.substring(from, symbol.start())));
                parts.add(new Part.Symbol(symbol.group(1)));
                from = symbol.end();
            }
            parts.add(new Part.Words(way.substring(from)));
            return parts;
        }
    }

    /** One text as it is made: the words that its rules have settled on, and the ways taken. */
    final class Text {

        private final int taste;
        private final RandomGenerator random;
        private final Map<String, String> words = new HashMap<>();
        private final List<List<Part>> taken = new ArrayList<>();

        private Text(int taste, RandomGenerator random) {
            this.taste = taste;
            this.random = random;
        }

        Text with(String rule, String settled) {
            words.put(rule, settled);
            return this;
        }

        String say(String rule) {
            var said = new StringBuilder();
            say(rule, said);
            int gap;
            while ((gap = said.indexOf("  ")) >= 0) {
                said.deleteCharAt(gap);
            }
            return said.toString().strip();
        }

        private void say(String rule, StringBuilder said) {
            var settled = words.get(rule);
            if (settled != null) {
                said.append(settled);
                return;
            }
            var ways = ways(rule, taste);
            var way = fresh(ways.all());
            taken.add(way);
            int start = said.length();
            for (var part : way) {
                switch (part) {
                    case Part.Words(var text) -> said.append(text);
                    case Part.Symbol(var symbol) -> say(symbol, said);
                }
            }
            if (ways.mereWords()) {
                words.put(rule, said.substring(start));
            }
        }

        /** Any way that was not taken yet, or any at all where none is left. */
        private List<Part> fresh(List<List<Part>> ways) {
            int left = ways.size();
            for (var way : ways) {
                left -= isTaken(way) ? 1 : 0;
            }
            int choice = random.nextInt(left == 0 ? ways.size() : left);
            for (var way : ways) {
                if ((left == 0 || !isTaken(way)) && choice-- == 0) {
                    return way;
                }
            }
            throw new IllegalStateException("no way chosen");
        }

        /** The same way, not an equal one: comparing its words would take long. */
        private boolean isTaken(List<Part> way) {
            for (var other : taken) {
                if (other == way) {
                    return true;
                }
            }
            return false;
        }
    }
}

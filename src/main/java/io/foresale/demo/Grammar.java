package io.foresale.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes sentences. One rule a line, {@code name: one way | another way}; {@code {name}} in a way stands for any way of
 * that rule. A rule may have a variant for each taste, {@code product.3}, which is preferred over the plain rule.
 */
final class Grammar {

    private static final Pattern SYMBOL = Pattern.compile("\\{(\\w+)}");

    private final Map<String, List<String>> rules;

    private Grammar(Map<String, List<String>> rules) {
        this.rules = rules;
    }

    static Grammar of(String text) {
        return new Grammar(text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(":", 2))
                .collect(Collectors.toUnmodifiableMap(rule -> rule[0].strip(), rule -> ways(rule[1]))));
    }

    private static List<String> ways(String alternatives) {
        return Stream.of(alternatives.split("\\|", -1)).map(String::strip).toList();
    }

    /** A text by a rule. Within it no sentence comes twice, and plain words stay: who asks about a tent means that tent. */
    String say(String rule, int taste, RandomGenerator random) {
        return new Text(taste, random).say(rule);
    }

    private List<String> ways(String rule, int taste) {
        var ways = rules.getOrDefault(rule + "." + taste, rules.getOrDefault(rule, List.of()));
        if (ways.isEmpty()) {
            throw new IllegalArgumentException("the grammar has no rule '" + rule + "'");
        }
        return ways;
    }

    /** One text as it is made: the words that its rules have settled on, and the ways taken. */
    private final class Text {

        private final int taste;
        private final RandomGenerator random;
        private final Map<String, String> words = new HashMap<>();
        private final Set<String> taken = new HashSet<>();

        Text(int taste, RandomGenerator random) {
            this.taste = taste;
            this.random = random;
        }

        String say(String rule) {
            if (words.containsKey(rule)) {
                return words.get(rule);
            }
            var ways = ways(rule, taste);
            var fresh = ways.stream().filter(way -> !taken.contains(way)).toList();
            var way = any(fresh.isEmpty() ? ways : fresh);
            taken.add(way);
            if (ways.stream().noneMatch(SYMBOL.asPredicate())) {
                words.put(rule, way);
            }
            return SYMBOL.matcher(way)
                    .replaceAll(symbol -> Matcher.quoteReplacement(say(symbol.group(1))))
                    .replaceAll(" {2,}", " ")
                    .strip();
        }

        private String any(List<String> ways) {
            return ways.get(random.nextInt(ways.size()));
        }
    }
}

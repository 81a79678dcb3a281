package io.foresale.demo;

/** Ids that say nothing about whom they name, and name nobody twice. */
final class Ids {

    private static final long USERS = 1_000_000_000L;
    private static final long COOKIES = 100_000_000_000L;

    private Ids() {}

    static String user(int number) {
        return "U" + (USERS + scattered(number, 387_420_489L, USERS));
    }

    static String cookie(int number, Device device) {
        return "A" + (COOKIES + scattered(3L * number + device.ordinal(), 847_288_609L, COOKIES));
    }

    /** One to one for less than 4,096 days and 64 visits a day. */
    static String visit(long seed, int number, int day, int nth) {
        return Long.toHexString(
                new Dice().setFor(seed, (number * 4_096L + day) * 64 + nth, -3).nextLong());
    }

    /** One to one, for the factor shares no divisor with a power of ten. */
    private static long scattered(long number, long factor, long range) {
        return (number * factor + 271_828_183L) % range;
    }
}

package io.foresale.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a piece of work took, measured in a process of its own.
 *
 * @param seconds by the clock
 * @param busy seconds of its threads together, which other work on the machine leaves alone
 * @param peakMiB the most memory that the process held
 */
record Cost(double seconds, double busy, long peakMiB) {

    /** What is measured. */
    interface Work {
        void run() throws IOException;
    }

    static Cost of(Work work) throws IOException {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        work.run();
        return new Cost((System.nanoTime() - start) / 1e9, (cpuNanos() - cpu) / 1e9, peak());
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** The three figures between blanks. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f %.3f %d", seconds, busy, peakMiB);
    }
}

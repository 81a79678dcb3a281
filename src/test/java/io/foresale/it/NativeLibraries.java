package io.foresale.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The native libraries in the jars that the build of an artefact took others out of. */
final class NativeLibraries {

    private static final byte[] ELF = {0x7F, 'E', 'L', 'F'};

    /** Where the header of an ELF file says which machine it is for. */
    private static final int MACHINE = 18;

    private NativeLibraries() {}

    /** Their names, and for which machine each is; one that is not of Linux is for none. */
    static Map<String, Integer> of(Path artefact) throws IOException {
        var libraries = new TreeMap<String, Integer>();
        try (var zip = new ZipFile(artefact.toFile())) {
            for (var jar : zip.stream()
                    .filter(entry -> entry.getName().startsWith("lib/modified-"))
                    .toList()) {
                add(new ZipInputStream(zip.getInputStream(jar)), libraries);
            }
        }
        return libraries;
    }

    private static void add(ZipInputStream jar, Map<String, Integer> libraries) throws IOException {
        for (var entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
            if (entry.getName().matches(".*\\.(so|dll|dylib)(_.*)?")) {
                libraries.put(entry.getName(), machine(jar.readNBytes(MACHINE + 2)));
            }
        }
    }

    private static int machine(byte[] header) {
        var bytes = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.slice(0, ELF.length).equals(ByteBuffer.wrap(ELF)) ? bytes.getShort(MACHINE) : -1;
    }
}

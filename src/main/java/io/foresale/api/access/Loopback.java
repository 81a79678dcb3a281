package io.foresale.api.access;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Who is served while there is no key: callers on the same machine. A browser on this machine may run a foreign page, so
 * what pages send is served only when the page comes from this machine too, under a name that is this machine's own.
 */
final class Loopback {

    private Loopback() {}

    /**
     * Whether a request comes from this machine.
     *
     * @param peer the address of the other end of the connection
     * @param host the name the caller used for the server, without port
     * @param origin of the page that sends it, where a page does
     * @param forwarded whether a proxy says that it asks for somebody else
     */
    static boolean serves(Optional<String> peer, String host, Optional<String> origin, boolean forwarded) {
        return peer.filter(Loopback::isAddress).isPresent()
                && isName(host)
                && origin.map(Loopback::hostOf).map(Loopback::isName).orElse(true)
                && !forwarded;
    }

    /** Whether this names the loopback interface: as a server's own address, or in a URL. */
    static boolean isName(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || isAddress(host);
    }

    /** Only literal addresses: a name is never looked up, since whoever owns it decides what it means. */
    private static boolean isAddress(String host) {
        var address = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!address.matches("[0-9.]{7,15}|[0-9a-fA-F.:]*:[0-9a-fA-F.:]*(%.*)?")) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String hostOf(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getHost()).orElse(origin);
        } catch (IllegalArgumentException e) {
            return origin;
        }
    }
}

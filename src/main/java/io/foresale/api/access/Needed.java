package io.foresale.api.access;

import io.foresale.config.AccessConfig.AccessRole;
import java.util.List;
import java.util.Set;

/** What a request needs. Whatever is not named here needs an admin's key, so that a new route is closed until it is. */
public enum Needed {
    /** Nothing: an orchestrator asks for health without a key. */
    NOTHING,
    /** Any key: the documentation. */
    ANY_KEY,
    SCORE,
    UPLOAD,
    ADMIN;

    private static final Set<String> HEALTH =
            Set.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/health/well");
    private static final Set<String> LOOKED_AT = Set.of("datasets", "models", "scores");

    /**
     * What this request needs.
     *
     * @param path normalised, from the slash on, without query
     */
    public static Needed by(String method, String path) {
        var segments = List.of(path.substring(1).split("/"));
        return switch (method) {
            case "GET", "HEAD" -> isUser(segments) ? SCORE : toLook(path, segments.getFirst());
            case "PUT" -> isUpload(segments) ? UPLOAD : ADMIN;
            case "POST" -> isScore(segments) ? SCORE : isUploadLink(segments) ? UPLOAD : ADMIN;
            default -> ADMIN;
        };
    }

    private static Needed toLook(String path, String first) {
        if (HEALTH.contains(path)) {
            return NOTHING;
        }
        if (path.equals("/q/openapi") || path.equals("/q/swagger-ui") || path.startsWith("/q/swagger-ui/")) {
            return ANY_KEY;
        }
        return LOOKED_AT.contains(first) ? UPLOAD : ADMIN;
    }

    private static boolean isScore(List<String> segments) {
        return segments.size() == 3
                && segments.getFirst().equals("models")
                && segments.getLast().equals("score");
    }

    /** {@code datasets/<ds>/users/<id>/…}: what a shopper is likely to do. */
    private static boolean isUser(List<String> segments) {
        return segments.size() == 5
                && segments.getFirst().equals("datasets")
                && segments.get(2).equals("users");
    }

    /** {@code datasets/<ds>/uploads/<file>} or {@code score-requests/<model>/<file>}. */
    private static boolean isUpload(List<String> segments) {
        return switch (segments.size()) {
            case 3 -> segments.getFirst().equals("score-requests");
            case 4 -> segments.getFirst().equals("datasets") && segments.get(2).equals("uploads");
            default -> false;
        };
    }

    /** {@code datasets/<ds>/uploads}: where to send a file. */
    private static boolean isUploadLink(List<String> segments) {
        return segments.size() == 3
                && segments.getFirst().equals("datasets")
                && segments.getLast().equals("uploads");
    }

    /** Whether a key with this role is enough. */
    public boolean metBy(AccessRole role) {
        return switch (this) {
            case NOTHING, ANY_KEY -> true;
            case SCORE -> role == AccessRole.SCORE || role == AccessRole.ADMIN;
            case UPLOAD -> role == AccessRole.UPLOAD || role == AccessRole.ADMIN;
            case ADMIN -> role == AccessRole.ADMIN;
        };
    }
}

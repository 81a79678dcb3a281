package io.foresale.api.access;

import io.foresale.api.access.ApiKeys.Caller;
import io.foresale.api.problem.ProblemDocument;
import io.foresale.api.problem.ProblemRoute;
import io.foresale.api.problem.Problems;
import io.foresale.config.AccessConfig;
import io.foresale.config.AccessConfig.AccessRole;
import io.foresale.domain.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells callers by their keys or, while there is none, serves this machine only. */
@ApplicationScoped
public class KeyMechanism implements HttpAuthenticationMechanism {

    private static final Caller THIS_MACHINE = new Caller("this machine", AccessRole.ADMIN);
    private static final Problem NOT_LOCAL = new Problem(
            "access without a key",
            "a caller on the machine that Foresale runs on",
            "another one, a foreign page or a proxy",
            "configure a key (foresale.access.keys.<name>.hash and .role) and send it as X-API-Key");

    private final ApiKeys keys;
    private final boolean cors;

    public KeyMechanism(AccessConfig config, @ConfigProperty(name = "quarkus.http.cors.enabled") boolean cors) {
        this.cors = cors;
        this.keys = ApiKeys.of(config.keys());
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        if (keys.isEmpty()) {
            return isLocal(context) ? identity(THIS_MACHINE) : Uni.createFrom().nullItem();
        }
        var presented = Presented.key(
                Optional.ofNullable(context.request().getHeader("X-API-Key")),
                Optional.ofNullable(context.request().getHeader(HttpHeaders.AUTHORIZATION)),
                isDocumentation(context));
        if (presented.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return keys.owner(presented.get()).map(KeyMechanism::identity).orElseGet(() -> Uni.createFrom()
                .failure(new AuthenticationFailedException("unknown key")));
    }

    private static Uni<SecurityIdentity> identity(Caller caller) {
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(caller.name()))
                        .addRole(caller.role().name())
                        .build());
    }

    private boolean isLocal(RoutingContext context) {
        var request = context.request();
        return Loopback.serves(
                Optional.ofNullable(request.remoteAddress()).map(SocketAddress::hostAddress),
                Optional.ofNullable(request.authority()).map(a -> a.host()).orElse(""),
                // With CORS on, its filter came before and let in only the pages that the settings name.
                cors ? Optional.empty() : Optional.ofNullable(request.getHeader(HttpHeaders.ORIGIN)),
                request.headers().contains("Forwarded") || request.headers().contains("X-Forwarded-For"));
    }

    private static boolean isDocumentation(RoutingContext context) {
        return Needed.by(context.request().method().name(), context.normalizedPath()) == Needed.ANY_KEY;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(keys.isEmpty() ? 403 : 401));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        if (keys.isEmpty()) {
            ProblemRoute.answer(context, ProblemDocument.of(403, NOT_LOCAL));
        } else {
            // Only at the documentation may a browser ask for a password; see Presented.
            var scheme = isDocumentation(context) ? "Basic" : "Bearer";
            context.response().putHeader("WWW-Authenticate", scheme + " realm=\"Foresale\"");
            ProblemRoute.answer(context, Problems.ofStatus(401));
        }
        return Uni.createFrom().item(true);
    }
}

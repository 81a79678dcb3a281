package io.foresale.api.access;

import io.foresale.config.AccessConfig.AccessRole;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;

/** Holds every request of every route against {@link Needed}: a policy without a name applies to all. */
@ApplicationScoped
public class RolePolicy implements HttpSecurityPolicy {

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext context, Uni<SecurityIdentity> identity, AuthorizationRequestContext requestContext) {
        var needed = Needed.by(context.request().method().name(), context.normalizedPath());
        if (needed == Needed.NOTHING) {
            return CheckResult.permit();
        }
        return identity.map(caller -> new CheckResult(!caller.isAnonymous() && isMet(needed, caller)));
    }

    private static boolean isMet(Needed needed, SecurityIdentity caller) {
        return Arrays.stream(AccessRole.values()).anyMatch(role -> caller.hasRole(role.name()) && needed.metBy(role));
    }
}

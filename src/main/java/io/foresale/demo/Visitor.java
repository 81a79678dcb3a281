package io.foresale.demo;

import java.util.Optional;

/**
 * Who did something, as far as the shop knows.
 *
 * @param user empty while they have not said who they are
 * @param session empty for what happens outside of any visit
 */
public record Visitor(Optional<String> user, String cookie, Optional<String> session, String device) {

    Visitor loggedIn(String as) {
        return new Visitor(Optional.of(as), cookie, session, device);
    }

    Visitor outsideOfVisits() {
        return new Visitor(user, cookie, Optional.empty(), device);
    }
}

package io.foresale.api.problem;

import io.netty.handler.codec.http.HttpResponseStatus;

/** The words for a status. */
final class StatusTitle {

    private StatusTitle() {}

    static String of(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}

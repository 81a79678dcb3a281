package io.foresale.fuse;

import java.util.Optional;

/**
 * The models that answered to the texts of a log.
 *
 * @param embedding with vectors; absent where no text has one
 * @param judge with intents; absent where no text has one
 */
record AskedModels(Optional<String> embedding, Optional<String> judge) {

    static final AskedModels NONE = new AskedModels(Optional.empty(), Optional.empty());
}

package io.foresale.port;

class MemoryStoreTest extends ObjectStoreContract {

    private final MemoryStore store = new MemoryStore();

    @Override
    protected ObjectStore store() {
        return store;
    }
}

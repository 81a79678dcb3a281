package io.foresale.embed;

import io.foresale.domain.ObjectKey;
import io.foresale.domain.ObjectRef;
import io.foresale.port.TableEngine.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The texts of a part in a table, and the objects that hold the answers to those that are known. */
record Work<A>(Asked<A> asked, Session session, Map<ObjectKey, ObjectRef> known, Tally tally) {

    /** Texts that no answer is known to, of the next so many from a place in the order of all hashes. */
    List<Text> unknown(long place, long most) {
        return session.query(row -> new Text(row.text(0), row.text(1)), TextTable.UNKNOWN, place, place + most);
    }

    /** The hashes of all texts that no answer is known to. */
    Set<String> unknown() {
        return new HashSet<>(session.query(row -> row.text(0), TextTable.UNKNOWN_HASHES));
    }

    long texts() {
        return tally.texts();
    }

    /** How many texts are not dealt with yet. */
    long left() {
        return tally.texts() - tally.done();
    }
}

package io.foresale.domain;

import io.foresale.domain.personal.PersonalData;

/**
 * What a person needs to mend a failure.
 *
 * @param subject the object, line or field it is about
 * @param wanted what was wanted there
 * @param got what came, short, see {@link Quoted}; personal data in it is masked
 * @param remedy what to do
 */
public record Problem(String subject, String wanted, String got, String remedy) {

    public Problem {
        got = PersonalData.mask(got);
    }

    /** All of it in one line. */
    public String sentence() {
        return subject + ": wanted " + wanted + ", got " + got + "; " + remedy;
    }
}
